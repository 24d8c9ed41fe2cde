import { serve } from "@fairlead/core";
import { github } from "./connector.ts";

await serve([github]);
