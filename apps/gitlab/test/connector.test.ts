import { startGitlab } from "@fairlead/sandbox/gitlab";
import { contractSuite } from "@fairlead/testkit";
import { gitlab } from "../src/connector.ts";

contractSuite(gitlab, {
  async start() {
    const standIn = await startGitlab();
    return {
      env: standIn.env(),
      close: () => standIn.close(),
    };
  },
});
