import { serve } from "@fairlead/core";
import { github } from "@fairlead/github";
import { answerParent } from "./answer-parent.ts";

/** The GitHub connector that GitHub delivers to, as it is deployed; what it keeps where is in its environment. */
const served = await serve([github], { env: process.env });
answerParent(served.url);
