import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { connectClient, ERAS, startConnector, type RunningConnector } from "@fairlead/testkit";
import { github } from "@fairlead/github";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const INSPECTOR = fileURLToPath(
  new URL("../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js", import.meta.url),
);
const MCPORTER = fileURLToPath(new URL("../node_modules/mcporter/dist/cli.js", import.meta.url));
const ISSUE = "github://repos/harbor/storefront/issues/12";
const COMMAND_MS = 60_000;

let standIn: GithubStandIn;
let running: RunningConnector;
let home: string;
beforeAll(async () => {
  standIn = await startGithub();
  running = await startConnector(github, standIn.env());
  home = mkdtempSync(join(tmpdir(), "fairlead-clients-"));
});
afterAll(async () => {
  await running.close();
  await standIn.close();
  rmSync(home, { recursive: true, force: true });
});

describe.each(ERAS)("the official client of %s", (era) => {
  test("lists, calls, reads and prompts", async () => {
    const client = await connectClient(running.mcpUrl, era);
    expect((await client.listTools()).map(({ name }) => name)).toContain("get_issue");
    expect((await client.call("get_me")).structured).toMatchObject({ login: "mlind" });
    expect(await client.read(ISSUE)).toMatchObject([{ uri: ISSUE }]);
    const messages = await client.prompt("triage_issue", { owner: "harbor", repo: "storefront", number: "12" });
    expect(messages.map(({ content }) => content.type)).toContain("resource");
    await client.close();
  });
});

describe("the Inspector's command line", () => {
  const inspect = async (...args: string[]) => {
    const { status, stdout, stderr } = await runCommand(
      INSPECTOR,
      ["--cli", running.mcpUrl, "--transport", "http", ...args],
      home,
    );
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout) as Record<string, never>;
  };

  test("lists the tools", { timeout: COMMAND_MS }, async () => {
    expect(await inspect("--method", "tools/list")).toMatchObject({
      tools: expect.arrayContaining([expect.objectContaining({ name: "get_issue" })]) as unknown,
    });
  });
  test("calls a tool", { timeout: COMMAND_MS }, async () => {
    const args = ["--tool-arg", "owner=harbor", "--tool-arg", "repo=storefront"];
    expect(await inspect("--method", "tools/call", "--tool-name", "get_repository", ...args)).toMatchObject({
      structuredContent: { full_name: "harbor/storefront" },
    });
  });
  test("reads a resource", { timeout: COMMAND_MS }, async () => {
    expect(await inspect("--method", "resources/read", "--uri", ISSUE)).toMatchObject({ contents: [{ uri: ISSUE }] });
  });
  test("gets a prompt", { timeout: COMMAND_MS }, async () => {
    const args = ["owner=harbor", "repo=storefront", "number=12"].flatMap((arg) => ["--prompt-args", arg]);
    const { messages } = await inspect("--method", "prompts/get", "--prompt-name", "triage_issue", ...args);
    expect(messages).not.toEqual([]);
  });
});

describe("mcporter", () => {
  const mcporter = async (...args: string[]) => {
    const config = join(home, "mcporter.json");
    writeFileSync(config, JSON.stringify({ mcpServers: { github: { baseUrl: running.mcpUrl, allowHttp: true } } }));
    const { status, stdout, stderr } = await runCommand(MCPORTER, ["--config", config, ...args], home);
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    return stdout;
  };

  test("lists the tools", { timeout: COMMAND_MS }, async () => {
    expect(JSON.parse(await mcporter("list", "github", "--json"))).toMatchObject({
      status: "ok",
      tools: expect.arrayContaining([expect.objectContaining({ name: "get_issue" })]) as unknown,
    });
  });
  test("calls a tool", { timeout: COMMAND_MS }, async () => {
    expect(
      JSON.parse(await mcporter("call", "github.get_repository", "owner=harbor", "repo=storefront")),
    ).toMatchObject({ full_name: "harbor/storefront" });
  });
  test("reads a resource", { timeout: COMMAND_MS }, async () => {
    expect(await mcporter("resource", "github", ISSUE)).toContain("cart");
  });
});
