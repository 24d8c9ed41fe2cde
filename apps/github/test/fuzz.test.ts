import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { startConnector, type RunningConnector } from "@fairlead/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { github } from "../src/connector.ts";

const REQUESTS = 10_000;
const AT_ONCE = 8;
const TEST_MS = 240_000;
const STACK = /\bat .+\.(?:ts|js|mjs):\d+|node:internal|node_modules/;

let standIn: GithubStandIn;
let running: RunningConnector;
beforeAll(async () => {
  standIn = await startGithub();
  running = await startConnector(github, {
    ...standIn.env(),
    LOG_LEVEL: "error",
  });
});
afterAll(async () => {
  await running.close();
  await standIn.close();
});

const tools = Object.values(github.toolsets).flatMap((toolset) => toolset.tools);
const fields = [...new Set(tools.flatMap((tool) => Object.keys(tool.input.shape)))];

const scalar = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    "harbor",
    "storefront",
    "docs",
    "..",
    "../..",
    "%2e%2e",
    "main",
    "\u0000",
    "__proto__",
    "x".repeat(5_000),
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);
// Writes are only previewed: ten thousand commits would test the stand-in.
const call = fc
  .record({
    name: fc.constantFrom(...tools.map(({ name }) => name), "find_tools", "call_tool", "nothing", "constructor"),
    arguments: fc.dictionary(fc.constantFrom(...fields, "query", "name", "arguments", "__proto__", "toString"), value, {
      maxKeys: 5,
    }),
  })
  .map(({ name, arguments: args }) => ({ name, arguments: isWrite(name) ? { ...args, dry_run: true } : args }));

const method = fc.constantFrom(
  "tools/list",
  "tools/call",
  "resources/read",
  "resources/list",
  "prompts/get",
  "prompts/list",
  "completion/complete",
  "server/discover",
  "initialize",
  "ping",
  "nothing/here",
  "subscriptions/listen",
);
const message = fc.oneof(
  { weight: 5, arbitrary: call.map((params) => ({ method: "tools/call", params })) },
  {
    weight: 3,
    arbitrary: fc.record({
      method,
      params: fc.dictionary(fc.constantFrom("name", "uri", "cursor", "arguments", "ref", "argument"), value, {
        maxKeys: 3,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ method: fc.string({ maxLength: 20 }), params: fc.jsonValue({ maxDepth: 3 }) }) },
);
const header = fc.constantFrom("2026-07-28", "2025-11-25", "1999-01-01", "");

test(`${REQUESTS} generated requests: no 5xx, no crash, no stack`, { timeout: TEST_MS }, async () => {
  const samples = fc.sample(fc.tuple(message, header, fc.boolean(), fc.boolean()), {
    numRuns: REQUESTS,
    seed: 20_261_122,
  });
  let next = 0;
  const statuses = new Map<number, number>();
  const worker = async () => {
    for (let sample = samples[next++]; sample !== undefined; sample = samples[next++]) {
      const [{ method: name, params }, version, envelope, extra] = sample;
      if (name === "subscriptions/listen" && envelope) continue;
      const status = await send(name, params, version, envelope, extra);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(`fuzz: ${counts.join(", ")}\n`);
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  const health = await fetch(`${running.baseUrl}/health`);
  expect(await health.json()).toMatchObject({ status: "healthy" });
  expect(running.log.filter((line) => line.includes('"unexpected failure"'))).toEqual([]);
});

async function send(
  name: string,
  params: unknown,
  version: string,
  envelope: boolean,
  extra: boolean,
): Promise<number> {
  const meta = { "io.modelcontextprotocol/protocolVersion": version, "io.modelcontextprotocol/clientCapabilities": {} };
  const full =
    envelope && typeof params === "object" && params !== null && !Array.isArray(params)
      ? { ...params, _meta: meta }
      : params;
  const target = (params as { name?: unknown } | null)?.name;
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...(version !== "" && { "mcp-protocol-version": version }),
    ...(/^[\x21-\x7e]+$/.test(name) && { "mcp-method": name }),
    ...(typeof target === "string" && /^[\x21-\x7e]+$/.test(target) && target.length < 100 && { "mcp-name": target }),
    ...(extra && { "mcp-session-id": "bm90IG91cnM", "x-mcp-toolsets": "repos" }),
  };
  const response = await fetch(running.mcpUrl, {
    method: "POST",
    headers,
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: name, params: full }),
  });
  const text = await response.text();
  expect(text).not.toMatch(STACK);
  return response.status;
}

function isWrite(name: string): boolean {
  return tools.some((tool) => tool.name === name && tool.access !== "read");
}
