import { serve } from "@fairlead/core";
import { fixture } from "./connector.ts";

await serve([fixture]);
