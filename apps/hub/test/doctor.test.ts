import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@fairlead/core";
import { startGithub } from "@fairlead/sandbox/github";
import { startGitlab } from "@fairlead/sandbox/gitlab";
import { freePort } from "@fairlead/sandbox/services";
import { startSlack } from "@fairlead/sandbox/slack";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectors } from "../src/connectors.ts";

const vendors = await Promise.all([startGithub({ seed: "empty" }), startGitlab(), startSlack()]);
const [github, gitlab, slack] = vendors;
const folder = mkdtempSync(join(tmpdir(), "hub-doctor-"));
let env: Record<string, string>;

beforeAll(async () => {
  const port = await freePort();
  env = {
    ...github.env(),
    ...gitlab.env(),
    ...slack.env(),
    GITHUB_APP_KIND: "oauth",
    GITHUB_CLIENT_ID: github.apps.oauth.clientId,
    GITHUB_CLIENT_SECRET: github.apps.oauth.clientSecret,
    GITLAB_CLIENT_ID: gitlab.app.clientId,
    GITLAB_CLIENT_SECRET: gitlab.app.clientSecret,
    SLACK_CLIENT_ID: slack.apps.plain.clientId,
    SLACK_CLIENT_SECRET: slack.apps.plain.clientSecret,
    PUBLIC_URL: `http://localhost:${port}`,
    PORT: String(port),
    FAIRLEAD_DATA: join(folder, "data"),
  };
});
afterAll(async () => {
  await Promise.all(vendors.map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

interface Finding {
  check: string;
  about?: string;
  verdict: string;
  found: string;
}

/** The command in this process: three of its own would take longer to start than to look. */
async function doctor(more: Record<string, string> = {}) {
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  await run(connectors, { args: ["doctor", "--json"], env: { ...env, ...more }, folder });
  write.mockRestore();
  const status = process.exitCode;
  process.exitCode = undefined;
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  const of = (check: string, verdict: string) =>
    findings.filter((each) => each.check === check && each.verdict === verdict).map(({ about }) => about);
  return { status, findings, of };
}

test("knows the apps and tokens of every vendor's dialect when they are right, and which is wrong when one is", async () => {
  const wrong = {
    GITHUB_CLIENT_SECRET: "wrong-0123",
    GITLAB_CLIENT_SECRET: "wrong-0123",
    SLACK_CLIENT_SECRET: "wrong-0123",
  };
  const elsewhere = { PUBLIC_URL: "https://elsewhere.localhost" };
  const right = await doctor();
  const secrets = await doctor(wrong);
  const callbacks = await doctor(elsewhere);
  expect(right.of("oauth-app", "ok"), JSON.stringify(right.findings)).toEqual(["github", "gitlab", "slack"]);
  expect(right.of("token", "ok")).toEqual(["github", "gitlab", "slack"]);
  expect(right.status).toBe(1);
  expect(secrets.of("oauth-app", "fail")).toEqual(["github", "gitlab", "slack"]);
  for (const { check, found } of secrets.findings) if (check === "oauth-app") expect(found).toContain("client secret");
  expect(callbacks.of("oauth-app", "fail")).toEqual(["github", "gitlab", "slack"]);
  for (const { check, found } of callbacks.findings) {
    if (check === "oauth-app") expect(found).toContain("does not take https://elsewhere.localhost/");
  }
});
