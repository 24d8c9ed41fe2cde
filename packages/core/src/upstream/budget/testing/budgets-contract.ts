import { describe, expect, test } from "vitest";
import type { Budgets, Lesson, Verdict } from "../budgets.ts";

export interface BudgetsUnderTest {
  /** As many views of the same budgets as there are replicas; one where there can only be one. */
  budgets: readonly [Budgets, ...Budgets[]];
  /** Lets so much time pass. */
  advance(ms: number): Promise<void>;
}

/** What every driver promises. @param open is asked once per test, for credentials of its own */
export function budgetsContract(name: string, open: () => Promise<BudgetsUnderTest> | BudgetsUnderTest): void {
  let credentials = 0;
  const setUp = async () => {
    const { budgets, advance } = await open();
    const credential = `credential-${(credentials += 1)}`;
    const [first] = budgets;
    const last = budgets.at(-1) ?? first;
    const reserve = async (more: { by?: Budgets; buckets?: string[]; bulk?: boolean } = {}): Promise<Verdict> =>
      (more.by ?? last).reserve(credential, { buckets: more.buckets ?? ["*", "core"], bulk: more.bulk ?? false });
    const learn = async (...lessons: Lesson[]) => {
      first.settle(credential, [], lessons);
      await advance(0);
    };
    return { first, last, credential, reserve, learn, advance };
  };

  describe(`${name}: a budget`, () => {
    test("that nothing is known of is open", async () => {
      const { reserve } = await setUp();
      expect(await reserve()).toEqual({ waitMs: 0 });
    });

    test("is closed until its block ends, and only that one", async () => {
      const { reserve, learn, advance } = await setUp();
      await learn({ bucket: "core", blockedMs: 300 });
      const { waitMs, bucket } = await reserve();
      expect(bucket).toBe("core");
      expect(waitMs).toBeGreaterThan(100);
      expect(waitMs).toBeLessThanOrEqual(300);
      expect(await reserve({ buckets: ["*", "search"] })).toEqual({ waitMs: 0 });
      await advance(310);
      expect(await reserve()).toEqual({ waitMs: 0 });
    });

    test("stays closed for the longest of its blocks", async () => {
      const { reserve, learn } = await setUp();
      await learn({ bucket: "*", blockedMs: 60_000 });
      await learn({ bucket: "*", blockedMs: 1_000 });
      expect((await reserve()).waitMs).toBeGreaterThan(50_000);
    });

    test("gives out what is left, and no more until its window ends", async () => {
      const { reserve, learn, advance } = await setUp();
      await learn({ bucket: "core", remaining: 3, resetMs: 400, limit: 30 });
      const verdicts = await Promise.all([1, 2, 3, 4, 5].map(() => reserve()));
      expect(verdicts.filter(({ waitMs }) => waitMs === 0)).toHaveLength(3);
      expect(verdicts.filter(({ bucket }) => bucket === "core")).toHaveLength(2);
      await advance(410);
      expect(await reserve()).toEqual({ waitMs: 0 });
    });

    test("counts an answer that cost nothing as nothing", async () => {
      const { first, credential, reserve, advance } = await setUp();
      first.settle(credential, [], [{ bucket: "core", remaining: 2, resetMs: 60_000, limit: 30 }]);
      await advance(0);
      for (let turn = 0; turn < 6; turn += 1) {
        expect(await reserve({ by: first })).toEqual({ waitMs: 0 });
        // A 304: as many left as before.
        first.settle(credential, ["*", "core"], [{ bucket: "core", remaining: 2, resetMs: 60_000, limit: 30 }]);
        await advance(0);
      }
    });

    test("takes what was reserved and never sent back", async () => {
      const { first, credential, reserve, learn, advance } = await setUp();
      await learn({ bucket: "core", remaining: 1, resetMs: 60_000, limit: 30 });
      expect(await reserve({ by: first })).toEqual({ waitMs: 0 });
      expect((await reserve()).waitMs).toBeGreaterThan(0);
      first.settle(credential, ["*", "core"], []);
      await advance(0);
      expect(await reserve()).toEqual({ waitMs: 0 });
    });

    test("believes the lowest of what one window's answers say, in whatever order they come", async () => {
      const { reserve, learn } = await setUp();
      await learn({ bucket: "core", remaining: 0, resetMs: 60_000, limit: 30 });
      await learn({ bucket: "core", remaining: 9, resetMs: 60_500, limit: 30 });
      expect((await reserve()).bucket).toBe("core");
      await learn({ bucket: "core", remaining: 30, resetMs: 120_000, limit: 30 });
      expect(await reserve()).toEqual({ waitMs: 0 });
    });

    test("keeps a tenth for people", async () => {
      const { reserve, learn } = await setUp();
      await learn({ bucket: "core", remaining: 12, resetMs: 60_000, limit: 100 });
      const bulk = await Promise.all(Array.from({ length: 10 }, () => reserve({ bulk: true })));
      expect(bulk.filter(({ waitMs }) => waitMs === 0)).toHaveLength(2);
      expect(await reserve()).toEqual({ waitMs: 0 });
    });

    test("that all share is counted here, in any stretch of its window", async () => {
      const { first, last, advance, credential } = await setUp();
      const quota = { bucket: credential, requests: 3, windowMs: 400 };
      expect([await first.take(quota), await last.take(quota)]).toEqual([0, 0]);
      await advance(200);
      expect(await first.take(quota)).toBe(0);
      const waitMs = await last.take(quota);
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(200);
      await advance(waitMs + 10);
      // The first two are over, the third is not.
      expect([await first.take(quota), await last.take(quota)]).toEqual([0, 0]);
      expect(await last.take(quota)).toBeGreaterThan(0);
      expect(await last.take({ ...quota, bucket: `${credential}-2` })).toBe(0);
    });

    test("is each credential's own", async () => {
      const { last, learn } = await setUp();
      await learn({ bucket: "*", blockedMs: 60_000 });
      expect(await last.reserve("somebody else", { buckets: ["*"], bulk: false })).toEqual({ waitMs: 0 });
    });
  });
}
