import { Writable } from "node:stream";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLog, logRequest, type Log } from "./index.ts";

function logged(act: (log: Log) => void, level: "info" | "silent" = "info"): { text: string; line: unknown } {
  let text = "";
  act(createLog({ level }, { write: (line) => (text += line) }));
  return { text, line: text === "" ? {} : JSON.parse(text) };
}

const TOKENS = [
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "gho_abc123abc123",
  "ghu_abc123abc123",
  "ghs_abc123abc123.a-b",
  "ghr_abc123abc123",
  "github_pat_11ABCDEFG0abc_defghij",
  "glpat-ab_cd-ef12.01.abc",
  "xoxb-123-456-abc",
  "xoxp-123-456-abc",
  "xoxe.xoxp-1-Mi0yLTE",
  "ATATT3xFfGF0abc-def_12=AB",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
];

describe("no secret is ever written", () => {
  test.each(TOKENS)("%s, wherever it stands", (token) => {
    const { text } = logged((log) =>
      log
        .child({ caller: `u:${token}` })
        .info(
          { note: `a\n${token}`, deep: { list: [{ text: `x=${token}, y` }] }, err: new Error(`refused ${token}`) },
          `sent ${token}.`,
        ),
    );
    expect(text).not.toContain(token);
    expect(text.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(5);
  });

  test.each([
    ["Authorization: Bearer s3cr3t-s3cr3t", "s3cr3t"],
    ["authorization: basic dXNlcjpodW50ZXIy", "dXNlcjpodW50ZXIy"],
    ["GET https://me:hunter2@gitlab.example.com/x", "hunter2"],
    ["GET /callback?state=1&code=abcdef&x=2", "abcdef"],
    ["GET /api?private_token=abcdef", "abcdef"],
    ["1/1200000000001:0123456789abcdef0123456789abcdef", "0123456789abcdef"],
  ])("in %s", (message, secret) => {
    expect(logged((log) => log.info(message)).text).not.toContain(secret);
  });

  test.each([
    "authorization",
    "Proxy-Authorization",
    "set-cookie",
    "access_token",
    "refreshToken",
    "client_secret",
    "apiKey",
    "X-Api-Key",
    "PRIVATE_KEY",
    "password",
    "credentials",
    "code_verifier",
  ])("in a field named %s", (name) => {
    const { line } = logged((log) =>
      log.info({ headers: { [name]: ["hunter2 ", "hunter3"] }, other: { [name]: "hunter2" } }),
    );
    expect(line).toMatchObject({ headers: { [name]: "[redacted]" }, other: { [name]: "[redacted]" } });
  });

  test("what only sounds like one stays", () => {
    const fields = { result_tokens: 6000, tokens: 12, token: null, secretary: "Ann", path: "/repos/a/b?page=2" };
    expect(logged((log) => log.info(fields, "a bearer of news")).line).toMatchObject({
      ...fields,
      msg: "a bearer of news",
    });
  });

  test("law: no object hides a secret from it", () => {
    const secret = fc.constantFrom(...TOKENS);
    const holder = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        secret,
        fc.string(),
        fc.array(tie("tree")),
        fc.dictionary(fc.string(), tie("tree")),
      ),
    })).tree;
    fc.assert(
      fc.property(holder, fc.string(), secret, (value, before, token) => {
        const { text } = logged((log) => log.info({ value }, before + token));
        for (const known of TOKENS) expect(text).not.toContain(known);
        expect(JSON.parse(text)).toMatchObject({ level: "info" });
      }),
    );
  });
});

test("a line is one JSON object with time and level", () => {
  const { line } = logged((log) => log.info({ a: 1 }, "hello"));
  expect(line).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    pid: process.pid,
    a: 1,
    msg: "hello",
  });
});

test("silent says nothing", () => {
  expect(logged((log) => log.fatal("x"), "silent").text).toBe("");
});

test("flush waits until the lines are out", async () => {
  const out: string[] = [];
  const slow = new Writable({
    write: (chunk: Buffer, _encoding, done) => setImmediate(() => (out.push(chunk.toString()), done())),
  });
  const log = createLog(
    { level: "info" },
    { write: (line) => slow.write(line), flush: (done) => slow.write("", () => done()) },
  );
  log.info("one");
  log.child({ a: 1 }).info("two");
  await log.child({}).flush();
  expect(out.join("")).toMatch(/one.*\n.*two/);
});

test("the one line of a call", () => {
  const { line } = logged((log) =>
    logRequest(log, {
      requestId: "r-1",
      connector: "github",
      era: "modern",
      protocolVersion: "2026-07-28",
      method: "tools/call",
      tool: "get_issue",
      outcome: "tool_error",
      code: "not_found",
      durationMs: 12.3456,
      client: { name: "n".repeat(500), version: "1.0" },
      principal: "ann@example.com",
      upstream: { reads: 2, writes: 0, requestIds: ["A1:B2"] },
    }),
  );
  expect(line).toEqual({
    level: "info",
    time: expect.any(String),
    pid: process.pid,
    request_id: "r-1",
    connector: "github",
    era: "modern",
    protocol_version: "2026-07-28",
    method: "tools/call",
    tool: "get_issue",
    outcome: "tool_error",
    code: "not_found",
    duration_ms: 12.35,
    client: { name: `${"n".repeat(128)}…`, version: "1.0" },
    principal: expect.stringMatching(/^[0-9a-f]{16}$/),
    upstream: { reads: 2, writes: 0, request_ids: ["A1:B2"] },
    msg: "mcp_request",
  });
});
