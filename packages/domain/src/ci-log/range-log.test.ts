import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sourceOf } from "./fixtures/source-of.ts";
import { rangeLog } from "./range-log.ts";

const log = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`);

test("a range, and no more is read than it needs", async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of sourceOf(log, 64)) {
      read += chunk.length;
      yield chunk;
    }
  }
  expect(await rangeLog(counted(), { fromLine: 3, toLine: 5, budgetTokens: 100 })).toEqual({
    fromLine: 3,
    toLine: 5,
    text: "line 3\nline 4\nline 5",
  });
  expect(read).toBeLessThanOrEqual(64);
});

test("an open range ends with the log, which tells its size", async () => {
  expect(await rangeLog(sourceOf(log), { fromLine: 99, budgetTokens: 100 })).toEqual({
    fromLine: 99,
    toLine: 100,
    text: "line 99\nline 100",
    totalLines: 100,
  });
});

test("a range beyond the log is empty", async () => {
  expect(await rangeLog(sourceOf(log), { fromLine: 500, budgetTokens: 100 })).toEqual({
    fromLine: 0,
    toLine: 0,
    text: "",
    totalLines: 100,
  });
});

test("of one step only, by its times", async () => {
  const stamped = [
    "2026-11-02T10:11:11.0000000Z a",
    "2026-11-02T10:11:12.5000000Z b",
    "2026-11-02T10:11:13.0000000Z c",
    "2026-11-02T10:11:15.0000000Z d",
  ];
  const step = { name: "Test", startedAt: "2026-11-02T10:11:12Z", completedAt: "2026-11-02T10:11:13Z" };
  expect(await rangeLog(sourceOf(stamped), { fromLine: 1, step, budgetTokens: 100 })).toMatchObject({
    fromLine: 2,
    toLine: 3,
    text: "b\nc",
  });
});

test("reading on from `next` gives every line once, whatever the budget", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom("a", " ", "é"), maxLength: 30 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 8, max: 40 }),
      async (lines, budgetTokens) => {
        const seen: string[] = [];
        for (let fromLine: number | undefined = 1; fromLine !== undefined;) {
          const page = await rangeLog(sourceOf(lines), { fromLine, budgetTokens });
          expect(page.fromLine).toBe(fromLine);
          expect(page.text.length).toBeLessThanOrEqual(budgetTokens * 4);
          seen.push(...page.text.split("\n"));
          fromLine = page.next;
        }
        expect(seen).toEqual(lines);
      },
    ),
    { numRuns: 60 },
  );
});
