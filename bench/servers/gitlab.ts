import { serve } from "@fairlead/core";
import { gitlab } from "@fairlead/gitlab";
import { answerParent } from "./answer-parent.ts";

/** The GitLab connector as it is deployed, on the instance that the parent names. */
const { GITLAB_URL = "", GITLAB_TOKEN = "" } = process.env;
const served = await serve([gitlab], {
  // The limits are counted, but as high as one caller's load needs them.
  env: {
    PORT: "0",
    FAIRLEAD_DATA: ":memory:",
    GITLAB_URL,
    GITLAB_TOKEN,
    LOG_LEVEL: "info",
    LIMIT_PRINCIPAL_POINTS: "1000000000",
    LIMIT_CALLS_PER_PRINCIPAL: "10000",
    LIMIT_CALLS: "10000",
  },
});
answerParent(served.mcpUrls["gitlab"] ?? "");
