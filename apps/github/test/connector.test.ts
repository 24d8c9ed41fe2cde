import { startGithub } from "@fairlead/sandbox/github";
import { contractSuite } from "@fairlead/testkit";
import { github } from "../src/connector.ts";

contractSuite(github, {
  async start() {
    const standIn = await startGithub();
    return {
      env: standIn.env(),
      close: () => standIn.close(),
    };
  },
});
