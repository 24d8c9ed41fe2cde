import { run } from "@fairlead/core";
import { connectors } from "./connectors.ts";

await run(connectors, { mountByName: true });
