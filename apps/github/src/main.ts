import { run } from "@fairlead/core";
import { github } from "./connector.ts";

await run([github]);
