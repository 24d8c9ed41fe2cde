import { serve } from "@fairlead/core";
import { connectors } from "./connectors.ts";

await serve(connectors, { mountByName: true });
