import { serve } from "@fairlead/core";
import { github } from "@fairlead/github";
import { startGithub } from "@fairlead/sandbox/github";
import { answerParent } from "./answer-parent.ts";

/** The GitHub connector as it is deployed, on its stand-in, with logs and metrics on. */
const standIn = await startGithub();
const served = await serve([github], {
  // The limits are counted, but as high as one caller's load needs them.
  env: {
    PORT: "0",
    FAIRLEAD_DATA: ":memory:",
    ...standIn.env(),
    LOG_LEVEL: "info",
    LIMIT_PRINCIPAL_POINTS: "1000000000",
    LIMIT_CALLS_PER_PRINCIPAL: "10000",
    LIMIT_CALLS: "10000",
  },
});
process.on("exit", () => void standIn.close());
answerParent(served.mcpUrls["github"] ?? "");
