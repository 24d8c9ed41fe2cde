import { run } from "@fairlead/core";
import { configuredConnectors } from "./configured-connectors.ts";
import { connectors } from "./connectors.ts";

await run(configuredConnectors(connectors, process.env), { mountByName: true });
