import { expect, test } from "vitest";
import { openSqlite } from "../store/index.ts";
import { createNotary } from "./checkpoint.ts";
import { link } from "./chain.ts";
import type { AuditRecord } from "./event.ts";
import { sqliteSink } from "./sinks/sqlite-sink.ts";
import { eventOf } from "./testing/events.ts";
import { chainOf } from "./testing/sink-contract.ts";
import { verifyLogs } from "./verify-logs.ts";

const notary = createNotary([Buffer.alloc(32, 1)], "mcp.example.com");

/** Ten records and a checkpoint at the eighth, with something done to them afterwards. */
async function whatIsSaidOf(tamper: (records: AuditRecord[]) => AuditRecord[], notes?: readonly string[]) {
  const written = chainOf(
    "main",
    Array.from({ length: 10 }, () => eventOf()),
  );
  const eighth = written[7] as AuditRecord;
  const signed = notary.sign({ logId: "main", seq: 8, hash: eighth.hash });
  const kept = tamper(structuredClone(written));
  const sink = {
    logIds: async () => ["main"],
    follow: async function* () {
      yield* kept;
    },
  };
  const { problems } = await verifyLogs(sink, { notes: notes ?? [signed], notary });
  return problems.map(({ what, seq }) => `${what} ${seq}`);
}

/** Hashes made good again, as somebody with the database at hand can. */
function relinked(records: readonly AuditRecord[], from: number): AuditRecord[] {
  const kept = records.slice(0, from);
  for (const record of records.slice(from)) {
    const last = kept.at(-1);
    const head = last === undefined ? { seq: 0, hash: "" } : { seq: last.seq, hash: last.hash };
    const { v: _v, logId, seq: _s, tsMs, prev: _p, hash: _h, ...event } = record;
    kept.push(link(event, { logId, head, tsMs }));
  }
  return kept;
}

test("an untouched log has nothing wrong", async () => {
  expect(await whatIsSaidOf((records) => records)).toEqual([]);
});

test.each([
  [
    "edited",
    (all: AuditRecord[]) => all.map((each) => (each.seq === 4 ? { ...each, tool: "other" } : each)),
    "altered 4",
  ],
  [
    "edited, its hash made good",
    (all: AuditRecord[]) => {
      const [edited] = relinked([...all.slice(0, 3), { ...(all[3] as AuditRecord), tool: "other" }], 3).slice(3);
      return all.map((each) => (each.seq === 4 ? (edited as AuditRecord) : each));
    },
    "altered 5",
  ],
  ["deleted", (all: AuditRecord[]) => all.filter(({ seq }) => seq !== 4), "missing 5"],
  ["the first ones deleted", (all: AuditRecord[]) => all.slice(2), "missing 3"],
  [
    "reordered",
    (all: AuditRecord[]) => [...all.slice(0, 3), all[4], all[3], ...all.slice(5)] as AuditRecord[],
    "missing 5",
  ],
  ["cut off before the checkpoint", (all: AuditRecord[]) => all.slice(0, 6), "truncated 6"],
  ["emptied", () => [], "truncated 0"],
  [
    "deleted and written anew from there",
    (all: AuditRecord[]) =>
      relinked(
        all.filter(({ seq }) => seq !== 4),
        3,
      ),
    "replaced 8",
  ],
  [
    "a record of another log put in",
    (all: AuditRecord[]) => {
      const [other] = chainOf("other", [eventOf()]);
      return all.map((each) => (each.seq === 4 ? { ...(other as AuditRecord), seq: 4, prev: each.prev } : each));
    },
    "out_of_place 4",
  ],
])("%s", async (_, tamper, problem) => {
  expect(await whatIsSaidOf(tamper)).toContain(problem);
});

test("a log spliced from the halves of two is found out", async () => {
  const other = chainOf(
    "main",
    Array.from({ length: 10 }, () => eventOf({ tool: "other" })),
  );
  expect(await whatIsSaidOf((all) => [...all.slice(0, 5), ...other.slice(5)])).toContain("altered 6");
});

test("what is cut off behind the last checkpoint cannot be seen: that is why they come often", async () => {
  expect(await whatIsSaidOf((all) => all.slice(0, 9))).toEqual([]);
});

test.each([
  ["by another key", createNotary([Buffer.alloc(32, 2)], "mcp.example.com").sign({ logId: "main", seq: 8, hash: "x" })],
  ["for another number", notary.sign({ logId: "main", seq: 8, hash: "x" }).replace("\n8\n", "\n2\n")],
  ["not at all", "mcp.example.com/audit/main\n8\nAAAA\n"],
])("a checkpoint signed %s counts for nothing and is named", async (_, note) => {
  expect(await whatIsSaidOf((records) => records, [note])).toEqual(["forged_checkpoint 0"]);
});

test("checkpoints of a secret before still count", async () => {
  const old = createNotary([Buffer.alloc(32, 1)], "mcp.example.com");
  const now = createNotary([Buffer.alloc(32, 9), Buffer.alloc(32, 1)], "mcp.example.com");
  const checkpoint = { logId: "main", seq: 3, hash: Buffer.from("three").toString("base64url") };
  expect(now.open(old.sign(checkpoint))).toEqual(checkpoint);
  expect(old.open(now.sign(checkpoint))).toBeUndefined();
});

test("a log whose beginning was deleted by rule is whole as long as a checkpoint says where", async () => {
  const written = chainOf(
    "main",
    Array.from({ length: 10 }, () => eventOf()),
  );
  const at = (seq: number, cut = false) =>
    notary.sign({ logId: "main", seq, hash: (written[seq - 1] as AuditRecord).hash, cut });
  expect(await whatIsSaidOf(() => written.slice(4), [at(4, true), at(8)])).toEqual([]);
  expect(await whatIsSaidOf(() => written.slice(4), [at(4), at(4, true), at(4), at(8)])).toEqual([]);
  expect(await whatIsSaidOf(() => written.slice(5), [at(4, true), at(8)])).toContain("missing 6");
  // What went as far as any other checkpoint was deleted by nobody's rule.
  expect(await whatIsSaidOf(() => written.slice(4), [at(4), at(8)])).toContain("missing 5");
});

test("a log that has ended is deleted by rule as a whole, and cut off by nobody", async () => {
  const written = chainOf("main", [eventOf(), eventOf(), eventOf()]);
  const at = (seq: number, cut = false) =>
    notary.sign({ logId: "main", seq, hash: (written[seq - 1] as AuditRecord).hash, cut });
  expect(await whatIsSaidOf(() => [], [at(2), at(3), at(3, true)])).toEqual([]);
  expect(await whatIsSaidOf(() => [], [at(3), at(2, true)])).toEqual(["truncated 0"]);
});

test.each(["ts_ms = 1", "connection = 'c2'", "op_id = 'other'", "phase = 'admin'", "connection = NULL"])(
  "a row that is found by something else than what was written (%s) was altered",
  async (change) => {
    const database = openSqlite(":memory:");
    const sink = sqliteSink(database);
    await sink.append(chainOf("main", [eventOf({ connection: "c1" }), eventOf({ connection: "c1" })]));
    database.exec(`UPDATE audit_record SET ${change} WHERE seq = 2`);
    const { problems } = await verifyLogs(sink, { notes: [], notary });
    expect(problems.map(({ what, seq }) => `${what} ${seq}`)).toEqual(["altered 2"]);
  },
);

test("a real sink, read back", async () => {
  const sink = sqliteSink(openSqlite(":memory:"));
  const records = chainOf("main", [eventOf(), eventOf()]);
  await sink.append(records);
  const notes = [notary.sign({ logId: "main", seq: 2, hash: (records[1] as AuditRecord).hash })];
  expect(await verifyLogs(sink, { notes, notary })).toEqual({ logs: 1, records: 2, checkpoints: 1, problems: [] });
});
