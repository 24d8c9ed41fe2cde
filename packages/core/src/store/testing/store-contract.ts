import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scopedStore } from "../scoped-store.ts";
import type { Store } from "../store.ts";
import { withLock } from "../with-lock.ts";
import { testClock } from "./clock.ts";
import { clusterContract } from "./cluster-contract.ts";

/** What every driver promises. */
export function storeContract(name: string, open: (now: () => number) => Store): void {
  const setUp = () => {
    const clock = testClock();
    return { clock, store: open(clock.now) };
  };
  clusterContract(name, setUp);

  describe(`${name}: records`, () => {
    test("keeps JSON as it was written, in a copy of its own", async () => {
      const { store } = setUp();
      const value = { n: 1, list: ["a", null], deep: { yes: true } };
      await store.set("a", value, Infinity);
      value.n = 2;
      expect(await store.get("a")).toEqual({ n: 1, list: ["a", null], deep: { yes: true } });
      expect(await store.get("b")).toBeUndefined();
    });

    test("forgets a record when its time is over, for every method", async () => {
      const { store, clock } = setUp();
      for (const key of ["a", "b", "c", "d", "e"]) await store.set(key, key, 1000, ["all"]);
      clock.advance(999);
      expect(await store.get("a")).toBe("a");
      clock.advance(1);
      expect([await store.get("a"), await store.take("b"), await store.swap("c", "c", "x")]).toEqual([
        undefined,
        undefined,
        false,
      ]);
      expect([await store.delete("d"), await store.list("all"), await store.deleteAll("all")]).toEqual([false, [], 0]);
      expect(await store.claim("e", 1000)).toBe(true);
      expect(await store.list("all")).toEqual([]);
    });

    test("keeps records without an end", async () => {
      const { store, clock } = setUp();
      await store.set("a", 1, Infinity);
      clock.advance(100 * 365 * 24 * 3_600_000);
      expect(await store.get("a")).toBe(1);
      expect([await store.delete("a"), await store.delete("a")]).toEqual([true, false]);
    });
  });

  describe(`${name}: what only one may do`, () => {
    test("one of many takes a record", async () => {
      const { store } = setUp();
      await store.set("code", { for: "somebody" }, 1000);
      const taken = await Promise.all(Array.from({ length: 6 }, () => store.take("code")));
      expect(taken.filter((value) => value !== undefined)).toEqual([{ for: "somebody" }]);
    });

    test("one of many swaps a value, and only the value that it has seen", async () => {
      const { store, clock } = setUp();
      await store.set("row", { used: false, id: 1 }, 1000, ["rows"]);
      const tries = Array.from({ length: 6 }, () => store.swap("row", { used: false, id: 1 }, { used: true, id: 1 }));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect(await store.swap("row", { used: false, id: 1 }, { used: false, id: 2 })).toBe(false);
      expect(await store.list("rows")).toEqual([{ key: "row", value: { used: true, id: 1 } }]);
      clock.advance(1000);
      expect(await store.get("row")).toBeUndefined();
      expect(await store.swap("none", null, 1)).toBe(false);
    });

    test("a claim is held until it ends or its owner gives it back", async () => {
      const { store, clock } = setUp();
      expect([await store.claim("lock", 1000, "a"), await store.claim("lock", 1000, "b")]).toEqual([true, false]);
      expect([await store.release("lock", "b"), await store.release("lock", "a")]).toEqual([false, true]);
      expect(await store.claim("lock", 1000, "b")).toBe(true);
      clock.advance(1000);
      expect(await store.claim("lock", 1000, "c")).toBe(true);
      expect([await store.release("lock", "b"), await store.claim("lock", 1000, "d")]).toEqual([false, false]);
    });

    test("a lock lets one in at a time, and opens when the work fails", async () => {
      const { store } = setUp();
      let inside = 0;
      let most = 0;
      const work = () =>
        withLock(store, "lock", { ttlMs: 60_000 }, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise(setImmediate);
          inside -= 1;
          throw new Error("fails");
        });
      const results = await Promise.allSettled(Array.from({ length: 5 }, work));
      expect([most, results.filter(({ status }) => status === "rejected").length]).toEqual([1, 5]);
    });
  });

  describe(`${name}: lists`, () => {
    test("gives what an index has in the order of keys, page by page", async () => {
      const { store } = setUp();
      for (const key of ["c", "a", "d", "b"]) await store.set(key, key.toUpperCase(), Infinity, ["letters", "all"]);
      await store.set("z", "Z", Infinity, ["all"]);
      expect(await store.list("letters", { limit: 2 })).toEqual([
        { key: "a", value: "A" },
        { key: "b", value: "B" },
      ]);
      expect((await store.list("letters", { after: "b", limit: 5 })).map(({ key }) => key)).toEqual(["c", "d"]);
      expect(await store.deleteAll("letters")).toBe(4);
      expect((await store.list("all")).map(({ key }) => key)).toEqual(["z"]);
    });

    test("a record written anew is in its new lists only", async () => {
      const { store } = setUp();
      await store.set("a", 1, Infinity, ["old", "both"]);
      await store.set("a", 2, Infinity, ["new", "both"]);
      const listed = await Promise.all(["old", "new", "both"].map((index) => store.list(index)));
      expect(listed.map((entries) => entries.map(({ value }) => value))).toEqual([[], [2], [2]]);
      await store.delete("a");
      expect(await store.list("new")).toEqual([]);
    });
  });

  test(`${name}: parts with different prefixes do not see each other`, async () => {
    const { store } = setUp();
    const parts = ["default/github", "default/gitlab"].map((prefix) => scopedStore(store, prefix));
    const [github, gitlab] = parts as [Store, Store];
    await github.set("a", "github", Infinity, ["all"]);
    await gitlab.set("a", "gitlab", Infinity, ["all"]);
    await github.set("b", "more", Infinity, ["all"]);
    expect(await github.list("all", { after: "a" })).toEqual([{ key: "b", value: "more" }]);
    expect([await github.claim("a", 1), await gitlab.claim("b", 1)]).toEqual([false, true]);
    expect([await gitlab.deleteAll("all"), await github.get("a"), await gitlab.get("a")]).toEqual([
      1,
      "github",
      undefined,
    ]);
  });

  test(`${name}: behaves as a map with expiry does`, async () => {
    const key = fc.constantFrom("a", "b", "c");
    const step = fc.oneof(
      fc.record({ do: fc.constant("set" as const), key, value: fc.nat(9), ttlMs: fc.constantFrom(5, 50, Infinity) }),
      fc.record({ do: fc.constantFrom("get" as const, "take" as const, "delete" as const, "claim" as const), key }),
      fc.record({ do: fc.constant("swap" as const), key, before: fc.nat(9), after: fc.nat(9) }),
      fc.record({ do: fc.constant("advance" as const), ms: fc.constantFrom(1, 5, 20) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { store, clock } = setUp();
        const model = new Map<string, { value: unknown; endsAtMs: number }>();
        const live = (of: string) => {
          const row = model.get(of);
          return row !== undefined && row.endsAtMs > clock.now() ? row : undefined;
        };
        for (const taken of steps) {
          switch (taken.do) {
            case "advance":
              clock.advance(taken.ms);
              break;
            case "set":
              await store.set(taken.key, taken.value, taken.ttlMs);
              model.set(taken.key, { value: taken.value, endsAtMs: clock.now() + taken.ttlMs });
              break;
            case "get":
              expect(await store.get(taken.key)).toBe(live(taken.key)?.value);
              break;
            case "take":
              expect(await store.take(taken.key)).toBe(live(taken.key)?.value);
              model.delete(taken.key);
              break;
            case "delete":
              expect(await store.delete(taken.key)).toBe(live(taken.key) !== undefined);
              model.delete(taken.key);
              break;
            case "claim": {
              const free = live(taken.key) === undefined;
              expect(await store.claim(taken.key, 50, "me")).toBe(free);
              if (free) model.set(taken.key, { value: "me", endsAtMs: clock.now() + 50 });
              break;
            }
            case "swap": {
              const row = live(taken.key);
              const fits = row?.value === taken.before;
              expect(await store.swap(taken.key, taken.before, taken.after)).toBe(fits);
              if (row && fits) row.value = taken.after;
              break;
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
}
