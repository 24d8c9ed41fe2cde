import { serve } from "@fairlead/core";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectors } from "../src/connectors.ts";

let standIn: GithubStandIn;
beforeAll(async () => {
  standIn = await startGithub();
});
afterAll(() => standIn.close());

const start = (env: Record<string, string>) =>
  serve(connectors, {
    env: { PORT: "0", LOG_LEVEL: "error", ...standIn.env(), ...env },
    mountByName: true,
    signals: false,
  });

test("a hub serves only the connectors that its operator names", async () => {
  const served = await start({ FAIRLEAD_CONNECTORS: "github" });
  expect(Object.keys(served.mcpUrls)).toEqual(["github"]);
  expect(served.mcpUrls["github"]).toMatch(/\/github\/mcp$/);
  await served.close();
});

test("without that, each needs a way in, and the one without is named", async () => {
  await expect(start({})).rejects.toThrow(/GITLAB_TOKEN/);
});

test("a name that no connector has stops the start", async () => {
  await expect(start({ FAIRLEAD_CONNECTORS: "github,gitlap" })).rejects.toThrow(/gitlap[\s\S]*github, gitlab/);
});
