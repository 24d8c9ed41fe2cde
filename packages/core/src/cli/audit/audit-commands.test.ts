import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAudit, type AuditEvent } from "../../audit/index.ts";
import { openKeys } from "../../auth/index.ts";
import { readServeSettings } from "../../serve-settings.ts";
import { openState } from "../../store/index.ts";
import { runCommand } from "../run-command.ts";
import { recordingContext } from "../testing/recording-context.ts";
import { newRecords } from "./new-records.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-commands-"));
const env = { FAIRLEAD_DATA: join(folder, "data") };
afterAll(() => rmSync(folder, { recursive: true }));

function eventOf(changes: Partial<AuditEvent>): AuditEvent {
  const what = { connector: "toy", action: "tools/call", tool: "get_note", effect: "read" } as const;
  const actor = { tenant: "acme", subject: "ada" };
  return { phase: "outcome", opId: "", ...what, actor, result: { status: "ok" }, ...changes };
}

/** What a server with these settings does, from start to end. */
async function serving(events: (withhold: (text: string) => unknown) => readonly AuditEvent[]): Promise<void> {
  const { settings } = readServeSettings([], { env, folder });
  const state = await openState(settings, (error) => expect.unreachable(String(error)));
  const { secrets } = openKeys(settings, { shared: false });
  const quiet = { followers: [], onCheckpoint: () => {}, onWritten: () => {}, report: () => {} };
  const audit = await openAudit({ settings, state, secrets, ...quiet });
  for (const event of events(audit.withhold.value)) await audit.log.note(event);
  await audit.close();
  await state.close();
}

async function run(...args: string[]) {
  const context = recordingContext({ folder, env });
  const code = await runCommand(["audit", ...args], context);
  const { out, err } = context.said();
  return { code, err, out, lines: out.split("\n").slice(0, -1) };
}

beforeAll(() =>
  serving((withhold) => [
    eventOf({ opId: "one", requestId: "req-1", targets: ["acme/shop"], args: { body: withhold("was it this?") } }),
    eventOf({ opId: "two", effect: "write", tool: "=cmd()", result: { status: "tool_error", code: "conflict" } }),
    eventOf({ opId: "three", actor: { tenant: "acme", subject: "grace" }, mode: "dry_run" }),
  ]),
);

describe("query", () => {
  test("shows the newest first, by one line that says who, what, how it ended and under which ids", async () => {
    const { code, lines } = await run("query");
    expect(code).toBe(0);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT.*outcome  grace  toy get_note  \(dry_run\)  ok$/);
    expect(lines[2]).toMatch(/ada  toy get_note  acme\/shop  ok  request req-1$/);
  });

  test.each([
    [["--subject", "grace"], ["three"]],
    [["--status", "tool_error"], ["two"]],
    [["--target", "acme/shop"], ["one"]],
    [["--request", "req-1"], ["one"]],
    [["--op", "two"], ["two"]],
    [
      ["--limit", "2"],
      ["three", "two"],
    ],
    [
      ["--since", "1h"],
      ["three", "two", "one"],
    ],
    [["--until", "2020-01-01"], []],
  ])("%j", async (flags, expected) => {
    const { lines } = await run("query", "--json", ...flags);
    expect(lines.map((line) => (JSON.parse(line) as AuditEvent).opId)).toEqual(expected);
  });

  test.each([[["--since", "soon"]], [["--limit", "0"]], [["--everything"]]])("%j is a wrong use", async (flags) => {
    expect(await run("query", ...flags)).toMatchObject({ code: 64, out: "" });
  });
});

test("hash gives the proof of a text, which query finds", async () => {
  const { lines } = await run("hash", "was it this?");
  const [proof = ""] = lines[0]?.split(" ") ?? [];
  expect(lines[0], "the length that the record has").toMatch(/ {2}14 characters as JSON, key /);
  const found = await run("query", "--json", "--proof", proof);
  expect(found.lines.map((line) => (JSON.parse(line) as AuditEvent).opId)).toEqual(["one"]);
  const other = await run("hash", "or this?");
  expect((await run("query", "--proof", other.out.split(" ")[0] ?? "")).lines).toEqual([]);
});

test("tail shows the last ones in their order", async () => {
  const { lines } = await run("tail", "--limit", "2", "--json");
  expect(lines.map((line) => (JSON.parse(line) as AuditEvent).opId)).toEqual(["two", "three"]);
});

test("what --follow waits for: each record once, of new logs as well", async () => {
  const logs: Record<string, unknown[]> = { main: [{ seq: 1 }, { seq: 2 }] };
  const next = await newRecords({
    logIds: async () => Object.keys(logs),
    head: async (logId) => ({ seq: logs[logId]?.length ?? 0, hash: "" }),
    async *follow(logId, after) {
      for (const record of logs[logId]?.slice(after) ?? []) yield record as never;
    },
  });
  const seen = async () => {
    const seqs: number[] = [];
    for await (const { seq } of next({})) seqs.push(seq);
    return seqs;
  };
  expect(await seen()).toEqual([]);
  logs["main"]?.push({ seq: 3, tsMs: 1, actor: {} });
  logs["other"] = [{ seq: 1, tsMs: 1, actor: {} }];
  expect(await seen()).toEqual([3, 1]);
  expect(await seen()).toEqual([]);
});

describe("export", () => {
  test("as lines of JSON, each log in its order", async () => {
    const { lines } = await run("export");
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1, 2, 3]);
  });

  test("as OCSF", async () => {
    const [first] = (await run("export", "--format", "ocsf", "--op", "one")).lines;
    expect(JSON.parse(first ?? "")).toMatchObject({
      class_uid: 6003,
      type_uid: 600_302,
      resources: [{ name: "acme/shop" }],
      api: { operation: "get_note", request: { uid: "req-1" } },
    });
  });

  test("as CSV, in which nothing is a formula", async () => {
    const { lines } = await run("export", "--format", "csv");
    expect(lines[0]).toMatch(/^time,log,seq,op,phase/);
    expect(lines[2]).toContain(",'=cmd(),");
    const args = lines[1]?.match(/"(\{""body"".*\})"/)?.[1]?.replaceAll('""', '"') ?? "";
    expect(JSON.parse(args)).toMatchObject({ body: { length: 14 } });
  });

  test("in a format that there is not, is a wrong use", async () => {
    expect((await run("export", "--format", "xml")).code).toBe(64);
  });
});

describe("verify", () => {
  test("says that nothing was changed", async () => {
    const { code, out, err } = await run("verify");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/Audit logs: 1, records: 3, checkpoints: 1\.\n[\s\S]*Nothing was changed\./);
  });

  test("names the record that was changed, and that the end was cut off", async () => {
    const database = new DatabaseSync(join(env.FAIRLEAD_DATA, "fairlead.db"));
    database.exec(`UPDATE audit_record SET body = replace(body, '"ada"', '"eve"') WHERE seq = 2`);
    database.exec("DELETE FROM audit_record WHERE seq = 3");
    database.close();
    const { code, err } = await run("verify");
    expect(code).toBe(1);
    expect(err).toContain("main 2 altered:");
    expect(err).toContain("main 2 truncated: The log ends at 2; a checkpoint knew 3 records.");
  });
});

test("where there is nothing but the running server, it says so", async () => {
  const context = recordingContext({ folder, env: { FAIRLEAD_DATA: ":memory:" } });
  expect(await runCommand(["audit", "query"], context)).toBe(1);
  expect(context.said().err).toContain(":memory:");
});
