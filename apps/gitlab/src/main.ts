import { run } from "@fairlead/core";
import { gitlab } from "./connector.ts";

await run([gitlab]);
