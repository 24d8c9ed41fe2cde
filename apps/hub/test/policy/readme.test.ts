import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { connectClient } from "@fairlead/testkit";
import { freePort } from "@fairlead/testkit/sign-in";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const TITLE = "Allow only reading issues of two repositories, 100 calls a day:";

/** The command under that sentence, as a person would copy it. */
function commandInReadme(): string {
  const after = readFileSync(join(root, "README.md"), "utf8").split(TITLE)[1] ?? "";
  const lines = after.split("\n").slice(2);
  return lines.slice(0, lines.indexOf("")).join("\n");
}

let standIn: GithubStandIn;
let folder: string;
let url: string;
let stop: () => Promise<void>;

beforeEach(async () => {
  standIn = await startGithub();
  folder = mkdtempSync(join(tmpdir(), "fairlead-readme-"));
  const { GITHUB_TOKEN = "", ...host } = standIn.env();
  const command = commandInReadme()
    .replace("GITHUB_TOKEN=…", `GITHUB_TOKEN=${GITHUB_TOKEN}`)
    // The project's own Node instead of one that npx has to fetch first.
    .replace("npx -y pnpm@12 dev github", `exec "${process.execPath}" scripts/dev.ts github`);
  expect(command).toContain("scripts/dev.ts");
  const port = String(await freePort());
  const env = { PATH: process.env["PATH"] ?? "", PORT: port, FAIRLEAD_DATA: folder, ...host };
  const child = spawn("sh", ["-c", command], { cwd: root, env, stdio: "ignore", detached: true });
  const ended = new Promise<void>((resolve) => void child.on("close", () => resolve()));
  stop = async () => {
    // With what it has started itself.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await ended;
  };
  url = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${url}/health`)).ok).toBe(true), {
    timeout: 25_000,
    interval: 200,
  });
});
afterEach(async () => {
  await stop();
  await standIn.close();
  rmSync(folder, { recursive: true });
});

test("the README's command allows only reading issues of two repositories, 100 calls a day", async () => {
  const client = await connectClient(`${url}/mcp/x/issues`, "2026-07-28");
  const names = (await client.listTools()).map(({ name }) => name);
  expect(names).toEqual(["get_issue", "list_issues", "search_issues"]);
  expect(await client.listTemplates()).toMatchObject([
    { uriTemplate: "github://repos/{owner}/{repo}/issues/{number}" },
  ]);

  const get = (repo: string, number: number) => client.call("get_issue", { owner: "harbor", repo, number });
  expect((await get("storefront", 12)).isError).toBe(false);
  expect(await get("infra", 1)).toMatchObject({
    code: "policy_denied",
    text: expect.stringContaining("GITHUB_REPOSITORIES"),
  });
  expect(await client.call("create_issue", { owner: "harbor", repo: "docs", title: "x" })).toMatchObject({
    code: "policy_denied",
    text: expect.stringContaining("POLICY_ACCESS"),
  });
  expect(await client.call("get_file_contents", { owner: "harbor", repo: "docs", path: "README.md" })).toMatchObject({
    code: "policy_denied",
    text: expect.stringContaining("FAIRLEAD_TOOLSETS"),
  });
  await expect(client.read("repo://harbor/docs/contents/README.md")).rejects.toMatchObject({ code: -32_602 });

  // No more at once than one person may.
  const codes: (string | undefined)[] = [];
  while (codes.length < 105) {
    const some = await Promise.all(Array.from({ length: 7 }, () => get("storefront", 12)));
    codes.push(...some.map(({ code }) => code));
  }
  expect(codes.filter((code) => code === undefined)).toHaveLength(99);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(6);
  await client.close();
});
