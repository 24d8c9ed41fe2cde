import { run } from "@fairlead/core";
import { fixture } from "./connector.ts";

await run([fixture]);
