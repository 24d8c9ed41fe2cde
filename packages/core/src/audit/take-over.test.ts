import { expect, test } from "vitest";
import { memoryStore, openSqlite } from "../store/index.ts";
import type { AuditRecord } from "./event.ts";
import { createFeed } from "./feed.ts";
import { sqliteSink } from "./sinks/sqlite-sink.ts";
import { createTakeOver, LEFT_MS } from "./take-over.ts";
import { eventOf } from "./testing/events.ts";
import { all, chainOf } from "./testing/sink-contract.ts";
import { createWriter } from "./writer.ts";

/** Two replicas beside a log that a third one has left: its last record is of the clock's beginning. */
async function setUp(positions: Readonly<Record<string, number>> = {}) {
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const sink = sqliteSink(openSqlite(":memory:"));
  const store = memoryStore({ now });
  await sink.append(
    chainOf("gone", [
      eventOf({ phase: "intent", opId: "told" }),
      eventOf({ phase: "outcome", opId: "told" }),
      eventOf({ phase: "intent", opId: "lost", result: undefined }),
    ]),
  );
  const places = new Map(Object.entries(positions));
  const replica = (logId: string) => {
    const taken: AuditRecord[] = [];
    const takeOver = createTakeOver({
      sink,
      writer: createWriter({ sink, logId, now }),
      store,
      followers: ["webhook"],
      reached: async (_follower, of) => places.get(of),
      follow: (name, of, afterSeq) =>
        createFeed({
          sink,
          logId: of,
          afterSeq,
          follower: { name, take: async (records) => void taken.push(...records) },
          reached: async (seq) => void places.set(of, seq),
          report: (error) => expect.unreachable(String(error)),
        }),
      now,
    });
    return { ...takeOver, taken };
  };
  return { clock, sink, one: replica("one"), other: replica("other") };
}

test("an intent that its process left is told as unknown once, by one of those that go on, when it is old enough", async () => {
  const { clock, sink, one, other } = await setUp();
  await one.look();
  expect(await sink.logIds()).toEqual(["gone"]);
  clock.ms = LEFT_MS + 10_000;
  await Promise.all([one.look(), other.look()]);
  await one.look();
  const told = await sink.query({ opId: "lost" }, 10);
  expect(told.map(({ phase, result }) => [phase, result?.status])).toEqual([
    ["outcome", "unknown"],
    ["intent", undefined],
  ]);
});

test("records that did not reach a follower are handed on from where they stopped, by one of them", async () => {
  const { clock, one, other } = await setUp({ gone: 1 });
  clock.ms = LEFT_MS + 10_000;
  await one.look();
  await other.look();
  await Promise.all([one.close(), other.close()]);
  expect([...one.taken, ...other.taken].map(({ seq }) => seq)).toEqual([2, 3]);
});

test("a log that was never to be handed on is not", async () => {
  const { clock, one, sink } = await setUp();
  clock.ms = LEFT_MS + 10_000;
  await one.look();
  await one.close();
  expect(one.taken).toEqual([]);
  expect(await all(sink.follow("gone", 0))).toHaveLength(3);
});

test("a log that goes on after a pause is looked at again", async () => {
  const { clock, one, sink } = await setUp();
  clock.ms = LEFT_MS + 10_000;
  await one.look();
  const writer = createWriter({ sink, logId: "gone", now: () => clock.ms });
  await writer.append(eventOf({ phase: "intent", opId: "later" }));
  clock.ms += LEFT_MS + 10_000;
  await one.look();
  expect((await sink.query({ opId: "later" }, 10)).map(({ phase }) => phase)).toEqual(["outcome", "intent"]);
});
