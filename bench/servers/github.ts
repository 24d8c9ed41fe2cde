import { serve } from "@fairlead/core";
import { github } from "@fairlead/github";
import { startGithub } from "@fairlead/sandbox/github";
import { answerParent } from "./answer-parent.ts";

/** The GitHub connector as it is deployed, on its stand-in, with logs and metrics on. */
const standIn = await startGithub();
const served = await serve([github], {
  env: { PORT: "0", FAIRLEAD_DATA: ":memory:", ...standIn.env(), LOG_LEVEL: "info" },
});
process.on("exit", () => void standIn.close());
answerParent(served.mcpUrls["github"] ?? "");
