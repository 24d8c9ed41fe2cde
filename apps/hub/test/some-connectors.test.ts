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
    env: { PORT: "0", LOG_LEVEL: "error", FAIRLEAD_DATA: ":memory:", ...standIn.env(), ...env },
    mountByName: true,
    signals: false,
  });

test("a hub serves only the connectors that its operator names", async () => {
  const served = await start({ FAIRLEAD_CONNECTORS: "github" });
  expect(Object.keys(served.mcpUrls)).toEqual(["github"]);
  expect(served.mcpUrls["github"]).toMatch(/\/github\/mcp$/);
  await served.close();
});

test("without that, those that have any setting of their own", async () => {
  const served = await start({});
  expect(Object.keys(served.mcpUrls)).toEqual(["github"]);
  await served.close();
});

test("where people paste tokens, all of them: nothing need be set up for that", async () => {
  const served = await start({ AUTH: "oauth", AUTH_FORMS: "token" });
  expect(Object.keys(served.mcpUrls)).toEqual(connectors.map(({ name }) => name));
  await served.close();
});

test("where nothing is set up, the start says what is missing", async () => {
  const env = { PORT: "0", LOG_LEVEL: "error", FAIRLEAD_DATA: ":memory:" };
  await expect(serve(connectors, { env, mountByName: true, signals: false })).rejects.toThrow(
    /GITHUB_TOKEN[\s\S]*For people to sign in, set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET/,
  );
});

test("only settings that hold a token are asked for one", async () => {
  await expect(start({ FAIRLEAD_CONNECTORS: "slack" })).rejects.toThrow("\n  SLACK_TOKEN or SLACK_BOT_TOKEN\n");
});

test("a name that no connector has stops the start", async () => {
  await expect(start({ FAIRLEAD_CONNECTORS: "github,gitlap" })).rejects.toThrow(/gitlap[\s\S]*github, gitlab/);
});
