import { expect, test } from "vitest";
import { lru } from "./lru.ts";

test("keeps the entries used last, and no more than it may", () => {
  const kept = lru<number>(3);
  for (const name of ["a", "b", "c"]) kept.set(name, 1);
  kept.get("a");
  kept.set("d", 1);
  expect([...kept.keys()].toSorted()).toEqual(["a", "c", "d"]);
});

test("tells of those that had to make room, and of no others", () => {
  const evicted: string[] = [];
  const kept = lru<number>(2, { onEvict: (key) => void evicted.push(key) });
  for (const name of ["a", "b", "a", "c"]) kept.set(name, 1);
  kept.delete("c");
  expect(evicted).toEqual(["b"]);
});

test("forgets an entry after its time", async () => {
  const kept = lru<number>(3, { ttlMs: 1 });
  kept.set("a", 1);
  await expect.poll(() => kept.get("a")).toBeUndefined();
});

test("costs nothing while it is empty", () => {
  const before = process.memoryUsage().heapUsed;
  const many = Array.from({ length: 50 }, () => lru<number>(1_000_000));
  // Made for all they may have, they would take 50 × 8 MB and more.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
  expect(many.every(({ size }) => size === 0)).toBe(true);
});
