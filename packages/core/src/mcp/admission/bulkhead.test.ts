import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBulkhead } from "./bulkhead.ts";

const patience = (waitMs = 10_000) => ({ waitMs, signal: new AbortController().signal });

test("each has its places, all have theirs, and whoever waits comes in as others leave", async () => {
  const bulkhead = createBulkhead({ perKey: 2, inAll: 3 });
  const [a1, a2] = await Promise.all([bulkhead.enter("a", patience()), bulkhead.enter("a", patience())]);
  let inside = "";
  const third = Promise.resolve(bulkhead.enter("a", patience())).then((leave) => ((inside += "a"), leave));
  const b1 = await bulkhead.enter("b", patience());
  const c1 = Promise.resolve(bulkhead.enter("c", patience())).then((leave) => ((inside += "c"), leave));
  await new Promise(setImmediate);
  expect(inside).toBe("");
  b1?.();
  await new Promise(setImmediate);
  // "a" was first in line, but has both its places.
  expect(inside).toBe("c");
  a1?.();
  a1?.();
  await new Promise(setImmediate);
  expect(inside).toBe("ca");
  for (const leave of [a2, await third, await c1]) leave?.();
});

test("nobody waits for longer than they want", async () => {
  const bulkhead = createBulkhead({ perKey: 1, inAll: 10 });
  const leave = await bulkhead.enter("a", patience());
  expect(await bulkhead.enter("a", patience(20))).toBeUndefined();
  expect(await bulkhead.enter("a", patience(0))).toBeUndefined();
  const controller = new AbortController();
  const waiting = bulkhead.enter("a", { waitMs: 10_000, signal: controller.signal });
  controller.abort();
  expect(await waiting).toBeUndefined();
  leave?.();
  expect(await bulkhead.enter("a", patience(0))).toBeTypeOf("function");
});

test("a line has an end", async () => {
  const bulkhead = createBulkhead({ perKey: 1, inAll: 10 });
  const leave = await bulkhead.enter("a", patience());
  const line = Array.from({ length: 20 }, () => Promise.resolve(bulkhead.enter("a", patience())));
  const early = await Promise.race([Promise.all(line.slice(16)), new Promise((resolve) => setTimeout(resolve, 5_000))]);
  expect(early).toEqual([undefined, undefined, undefined, undefined]);
  leave?.();
  for (const waiting of line.slice(0, 16)) (await waiting)?.();
});

test("places are never exceeded and never lost", async () => {
  const visitor = fc.record({ key: fc.constantFrom("a", "b", "c"), givesUp: fc.boolean(), stays: fc.nat(4) });
  await fc.assert(
    fc.asyncProperty(fc.array(visitor, { maxLength: 40 }), async (visitors) => {
      const bulkhead = createBulkhead({ perKey: 2, inAll: 4 });
      const inside: Record<string, number> = { a: 0, b: 0, c: 0 };
      await Promise.all(
        visitors.map(async ({ key, givesUp, stays }) => {
          const controller = new AbortController();
          if (givesUp) void Promise.resolve().then(() => controller.abort());
          const leave = await bulkhead.enter(key, { waitMs: 10_000, signal: controller.signal });
          if (leave === undefined) return;
          inside[key] = (inside[key] ?? 0) + 1;
          expect(inside[key]).toBeLessThanOrEqual(2);
          expect(Object.values(inside).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(4);
          for (let turn = 0; turn < stays; turn += 1) await Promise.resolve();
          inside[key] = (inside[key] ?? 0) - 1;
          leave();
        }),
      );
      for (const key of ["a", "a", "b", "b"]) expect(await bulkhead.enter(key, patience(0))).toBeTypeOf("function");
    }),
    { numRuns: 60 },
  );
});
