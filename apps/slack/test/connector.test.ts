import { startSlack } from "@fairlead/sandbox/slack";
import { contractSuite } from "@fairlead/testkit";
import { slack } from "../src/connector.ts";

contractSuite(slack, {
  async start() {
    const standIn = await startSlack();
    return {
      env: standIn.env(),
      close: () => standIn.close(),
    };
  },
});
