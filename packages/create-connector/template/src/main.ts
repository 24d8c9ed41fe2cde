import { run } from "@fairlead/core";
import { acme } from "./connector.ts";

await run([acme]);
