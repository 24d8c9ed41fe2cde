import { run } from "@fairlead/core";
import { slack } from "./connector.ts";

await run([slack]);
