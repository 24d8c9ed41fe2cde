import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditError } from "./audit-error.ts";
import { checkChain } from "./check-chain.ts";
import type { AuditRecord } from "./event.ts";
import { openSqlite } from "../store/index.ts";
import type { AuditSink } from "./sink.ts";
import { sqliteSink } from "./sinks/sqlite-sink.ts";
import { eventOf } from "./testing/events.ts";
import { all } from "./testing/sink-contract.ts";
import { createWriter } from "./writer.ts";

const realSink = () => sqliteSink(openSqlite(":memory:"));

async function problemsOf(sink: AuditSink): Promise<readonly unknown[]> {
  const check = checkChain("main");
  for await (const record of sink.follow("main", 0)) check.take(record);
  return check.problems;
}

test("what comes at the same time is one write, in the order it came", async () => {
  const sink = realSink();
  const batches: number[] = [];
  const writer = createWriter({ sink, logId: "main", onWritten: ({ records }) => batches.push(records) });
  const records = await Promise.all(Array.from({ length: 50 }, (_, at) => writer.append(eventOf({ opId: `${at}` }))));
  expect(records.map(({ seq, opId }) => [seq, opId])).toEqual(records.map((_, at) => [at + 1, `${at}`]));
  expect(batches).toEqual([50]);
  expect(await problemsOf(sink)).toEqual([]);
});

test("two processes that write the same log take turns, and lose nothing", async () => {
  const sink = realSink();
  const writers = [createWriter({ sink, logId: "main" }), createWriter({ sink, logId: "main" })];
  const appends = Array.from({ length: 100 }, async (_, at) => {
    for (let turns = 0; turns < at % 7; turns += 1) await Promise.resolve();
    return writers[at % 2]?.append(eventOf({ opId: `${at}` }));
  });
  await Promise.all(appends);
  const written = await all(sink.follow("main", 0));
  expect(new Set(written.map(({ opId }) => opId)).size).toBe(100);
  expect(await problemsOf(sink)).toEqual([]);
});

test("a log that lost its end meanwhile is gone on with from where it was, so that what is missing shows", async () => {
  const database = openSqlite(":memory:");
  const inner = sqliteSink(database);
  let fails = false;
  const sink: AuditSink = {
    ...inner,
    append: async (records) => (fails ? Promise.reject(new Error("no")) : inner.append(records)),
  };
  const writer = createWriter({ sink, logId: "main" });
  await writer.append(eventOf());
  await writer.append(eventOf());
  database.exec("DELETE FROM audit_record WHERE seq = 2");
  fails = true;
  await expect(writer.append(eventOf())).rejects.toThrow(AuditError);
  fails = false;
  expect((await writer.append(eventOf())).seq).toBe(3);
  expect(await problemsOf(inner)).toMatchObject([{ what: "missing", seq: 3 }]);
});

test("events that come whenever they like are all written once, whatever the sink does in between", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom("append", "turn", "fail"), { maxLength: 40 }), async (steps) => {
      const inner = realSink();
      let failures = 0;
      const sink: AuditSink = {
        ...inner,
        append: async (records) => {
          if (failures > 0) {
            failures -= 1;
            throw new Error("disk full");
          }
          await inner.append(records);
        },
      };
      const writer = createWriter({ sink, logId: "main" });
      const acknowledged: Promise<AuditRecord | undefined>[] = [];
      for (const [at, step] of steps.entries()) {
        if (step === "fail") failures += 1;
        else if (step === "turn") await Promise.resolve();
        else acknowledged.push(writer.append(eventOf({ opId: `${at}` })).catch(() => undefined));
      }
      const done = (await Promise.all(acknowledged)).flatMap((record) => (record === undefined ? [] : [record.opId]));
      const written = await all(inner.follow("main", 0));
      expect(written.map(({ opId }) => opId)).toEqual(done);
      expect(await problemsOf(inner)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe("a sink that hangs", () => {
  const hanging = () => {
    const inner = realSink();
    const gate = Promise.withResolvers<void>();
    let hangs = true;
    const sink: AuditSink = {
      ...inner,
      append: async (records) => {
        if (hangs) await gate.promise;
        await inner.append(records);
      },
    };
    return {
      inner,
      sink,
      letGo: () => {
        hangs = false;
        gate.resolve();
      },
    };
  };

  test("is refused in time, and at once while it still hangs", async () => {
    const { sink } = hanging();
    const writer = createWriter({ sink, logId: "main", deadlineMs: 2_000 });
    await expect(writer.append(eventOf())).rejects.toThrow(AuditError);
    const startedAt = performance.now();
    await expect(writer.append(eventOf())).rejects.toThrow("took more than 2000 ms");
    // It did not wait once more.
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(writer.trouble).toContain("cannot be written");
  });

  test("is used again once it has let go, and the chain holds over what came late", async () => {
    const { inner, sink, letGo } = hanging();
    const writer = createWriter({ sink, logId: "main", deadlineMs: 20 });
    await expect(writer.append(eventOf({ opId: "late" }))).rejects.toThrow(AuditError);
    letGo();
    await expect
      .poll(() =>
        writer.append(eventOf({ opId: "next" })).then(
          () => "written",
          () => "refused",
        ),
      )
      .toBe("written");
    expect(writer.trouble).toBeUndefined();
    const written = await all(inner.follow("main", 0));
    expect(written.map(({ opId }) => opId)).toEqual(["late", "next"]);
    expect(await problemsOf(inner)).toEqual([]);
  });
});
