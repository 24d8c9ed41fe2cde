import { describe, expect, test } from "vitest";
import { EMPTY, link, type Head } from "../chain.ts";
import { checkChain } from "../check-chain.ts";
import type { AuditEvent, AuditRecord } from "../event.ts";
import { OutOfStep, type AuditSink } from "../sink.ts";
import { eventOf } from "./events.ts";

/** What every sink must do alike. `open` gives a fresh, empty one. */
export function sinkContract(name: string, open: () => Promise<AuditSink>, options: { shared: boolean }): void {
  describe(`${name}: the sink's contract`, () => {
    test("keeps a log in its order, and knows its end", async () => {
      const sink = await open();
      expect(await sink.head("main")).toEqual(EMPTY);
      const records = chainOf("main", [eventOf(), eventOf(), eventOf()]);
      await sink.append(records.slice(0, 2));
      await sink.append(records.slice(2));
      expect(await all(sink.follow("main", 0))).toEqual(records);
      expect(await all(sink.follow("main", 2))).toEqual(records.slice(2));
      expect(await sink.head("main")).toEqual({ seq: 3, hash: records[2]?.hash });
      await sink.close();
    });

    test("keeps several logs apart", async () => {
      const sink = await open();
      await sink.append(chainOf("one", [eventOf()]));
      await sink.append(chainOf("two", [eventOf(), eventOf()]));
      expect(await sink.logIds()).toEqual(["one", "two"]);
      expect(await all(sink.follow("one", 0))).toHaveLength(1);
      await sink.close();
    });

    test("gives back what was written to the letter: the chain holds", async () => {
      const sink = await open();
      const odd = {
        "a\u2028b": "\ud83d\ude00",
        nested: { z: 1, a: [null, true, 1e21, 0.1] },
        quote: `"'\\`,
        none: undefined,
      };
      await sink.append(chainOf("main", [eventOf({ args: odd }), eventOf({ tool: undefined })]));
      const check = checkChain("main");
      for await (const record of sink.follow("main", 0)) check.take(record);
      expect(check.problems).toEqual([]);
      await sink.close();
    });

    test("finds the newest first, by who, what and when", async () => {
      const sink = await open();
      const events = [
        eventOf({ actor: { tenant: "acme", subject: "ada" } }),
        eventOf({ actor: { tenant: "acme", subject: "bob" }, tool: "send_note" }),
        eventOf({ actor: { tenant: "other", subject: "ada" }, result: { status: "denied" } }),
      ];
      await sink.append(chainOf("main", events));
      const seqs = async (filter: Parameters<AuditSink["query"]>[0], limit = 10) =>
        (await sink.query(filter, limit)).map(({ seq }) => seq);
      expect(await seqs({})).toEqual([3, 2, 1]);
      expect(await seqs({}, 1)).toEqual([3]);
      expect(await seqs({ tenant: "acme" })).toEqual([2, 1]);
      expect(await seqs({ tenant: "acme", subject: "ada" })).toEqual([1]);
      expect(await seqs({ tool: "send_note" })).toEqual([2]);
      expect(await seqs({ status: "denied" })).toEqual([3]);
      expect(await seqs({ sinceMs: 2_000 })).toEqual([3, 2]);
      expect(await seqs({ untilMs: 2_000 })).toEqual([1]);
      await sink.close();
    });

    test("goes on behind a record, whatever came at the same moment", async () => {
      const sink = await open();
      await sink.append(chainOf("one", [eventOf({ connection: "c1" }), eventOf({ connection: "c2" }), eventOf()]));
      await sink.append(chainOf("two", [eventOf({ connection: "c1" }), eventOf({ connection: "c1" })]));
      const places = async (filter: Parameters<AuditSink["query"]>[0]) => {
        const found: string[] = [];
        for (let before: AuditRecord | undefined; ;) {
          const [record] = await sink.query({ ...filter, before }, 1);
          if (record === undefined) return found;
          before = record;
          found.push(`${record.logId}/${record.seq}`);
        }
      };
      expect(await places({})).toEqual(["one/3", "two/2", "one/2", "two/1", "one/1"]);
      expect(await places({ connection: "c1" })).toEqual(["two/2", "two/1", "one/1"]);
      await sink.close();
    });

    test("finds what is rare behind many pages of others, and goes on behind each", async () => {
      const sink = await open();
      const events = Array.from({ length: 1_203 }, (_, at) =>
        eventOf(at % 600 === 0 ? { result: { status: "denied" }, tool: "send_note" } : {}),
      );
      await sink.append(chainOf("main", events));
      const seqs = async (filter: Parameters<AuditSink["query"]>[0], limit = 10) =>
        (await sink.query(filter, limit)).map(({ seq }) => seq);
      expect(await seqs({ status: "denied" })).toEqual([1_201, 601, 1]);
      expect(await seqs({ tool: "send_note", subject: "ada", untilMs: 1_201_000 })).toEqual([601, 1]);
      const [newest] = await sink.query({ status: "denied" }, 1);
      expect(await seqs({ status: "denied", before: newest, untilMs: 1_300_000 })).toEqual([601, 1]);
      expect(await seqs({}, 1_203)).toHaveLength(1_203);
      await sink.close();
    });

    test("lets others go on while it looks through many pages", async () => {
      const sink = await open();
      await sink.append(
        chainOf(
          "main",
          Array.from({ length: 1_100 }, () => eventOf()),
        ),
      );
      let turns = 0;
      const turning = setImmediate(function turn() {
        turns += 1;
        if (turns < 1_000) setImmediate(turn);
      });
      expect(await sink.query({ status: "denied" }, 10)).toEqual([]);
      expect(turns).toBeGreaterThanOrEqual(2);
      clearImmediate(turning);
      turns = 1_000;
      await sink.close();
    });

    test("forgets the beginning of a log", async () => {
      const sink = await open();
      const records = chainOf(
        "main",
        Array.from({ length: 6 }, () => eventOf({ action: "x".repeat(200) })),
      );
      for (const record of records) await sink.append([record]);
      const cut = await sink.lastBefore("main", 4_500, { ended: false });
      expect(cut).toEqual({ seq: cut?.seq, hash: records[(cut?.seq ?? 0) - 1]?.hash });
      expect([3, 4]).toContain(cut?.seq);
      await sink.forget("main", cut?.seq ?? 0);
      expect((await all(sink.follow("main", 0))).map(({ seq }) => seq)).toEqual(
        [1, 2, 3, 4, 5, 6].filter((seq) => seq > (cut?.seq ?? 0)),
      );
      expect(await sink.lastBefore("main", 0, { ended: true })).toBeUndefined();
      await sink.close();
    });

    test("leaves the end of a log that goes on, however old", async () => {
      const sink = await open();
      await sink.append(chainOf("main", [eventOf(), eventOf()]));
      expect((await sink.lastBefore("main", 9_000, { ended: false }))?.seq ?? 0).toBeLessThan(2);
      await sink.close();
    });

    test("knows the intents that nothing followed", async () => {
      const sink = await open();
      const events = [
        eventOf({ phase: "intent", opId: "done" }),
        eventOf({ phase: "intent", opId: "lost" }),
        eventOf({ phase: "outcome", opId: "done" }),
      ];
      await sink.append(chainOf("main", events));
      expect((await sink.openIntents("main")).map(({ opId }) => opId)).toEqual(["lost"]);
      await sink.close();
    });

    test("knows that an intent was followed in another log", async () => {
      const sink = await open();
      await sink.append(chainOf("dead", [eventOf({ phase: "intent", opId: "told" })]));
      await sink.append(chainOf("alive", [eventOf({ phase: "outcome", opId: "told" })]));
      expect(await sink.openIntents("dead")).toEqual([]);
      await sink.close();
    });

    if (!options.shared) return;
    test("gives up all of a log that has ended", async () => {
      const sink = await open();
      await sink.append(chainOf("main", [eventOf(), eventOf()]));
      expect(await sink.lastBefore("main", 9_000, { ended: true })).toMatchObject({ seq: 2 });
      await sink.close();
    });

    test("refuses a record whose place is taken, and what comes with it", async () => {
      const sink = await open();
      await sink.append(chainOf("main", [eventOf(), eventOf()]));
      const late = chainOf("main", [eventOf(), eventOf(), eventOf()]).slice(1);
      await expect(sink.append(late)).rejects.toThrow(OutOfStep);
      expect((await sink.head("main")).seq).toBe(2);
      await sink.close();
    });
  });
}

/** Events tied together; one second lies between each two. */
export function chainOf(logId: string, events: readonly AuditEvent[]): AuditRecord[] {
  let head: Head = EMPTY;
  return events.map((event) => {
    const record = link(event, { logId, head, tsMs: (head.seq + 1) * 1_000 });
    head = { seq: record.seq, hash: record.hash };
    return record;
  });
}

export async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}
