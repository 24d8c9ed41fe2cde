import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryCache } from "./memory-cache.ts";

const cacheOf = (maxBytes: number, maxEntryBytes: number) =>
  createMemoryCache<{ weight: number }>({ maxBytes, maxEntryBytes, bytesOf: (value) => value.weight });

test("never holds more bytes than it may, whatever is put in", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.nat({ max: 400 })), { maxLength: 60 }),
      (puts) => {
        const cache = cacheOf(1_000, 300);
        for (const [key, weight] of puts) {
          cache.set(key, { weight });
          expect(cache.bytes).toBeLessThanOrEqual(1_000);
          expect(cache.get(key)?.weight).toBe(weight + key.length + 1 > 300 ? undefined : weight);
        }
      },
    ),
  );
});

test("the least recently used goes first", () => {
  const cache = cacheOf(100, 50);
  cache.set("a", { weight: 40 });
  cache.set("b", { weight: 40 });
  cache.get("a");
  cache.set("c", { weight: 40 });
  expect(cache.get("b")).toBeUndefined();
  expect(cache.get("a")).toBeDefined();
  expect(cache.get("c")).toBeDefined();
});

test("forgets by prefix, and only by prefix", () => {
  const cache = cacheOf(1_000, 100);
  for (const key of ["p1|x", "p1|y", "p2|x", "p10|x"]) cache.set(key, { weight: 1 });
  cache.deletePrefix("p1|");
  expect(["p1|x", "p1|y", "p2|x", "p10|x"].filter((key) => cache.get(key))).toEqual(["p2|x", "p10|x"]);
});
