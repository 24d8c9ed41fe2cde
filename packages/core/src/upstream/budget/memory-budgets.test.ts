import { expect, test } from "vitest";
import { memoryBudgets } from "./memory-budgets.ts";
import { budgetsContract } from "./testing/budgets-contract.ts";

budgetsContract("memory", () => {
  let clock = 1_000_000;
  const advance = async (ms: number) => void (clock += ms);
  return { budgets: [memoryBudgets({ now: () => clock })], advance };
});

test("a part of a quota is spread over its window", () => {
  let clock = 1_000_000;
  const budgets = memoryBudgets({ now: () => clock, share: 0.5 });
  budgets.settle("a", [], [{ bucket: "*", remaining: 100, resetMs: 10_000, limit: 100 }]);
  let sent = 0;
  for (; clock < 1_010_000; clock += 20) {
    if (budgets.reserve("a", { buckets: ["*"], bulk: false }) instanceof Promise) throw new Error("Not in memory.");
    const { waitMs } = budgets.reserve("a", { buckets: ["*"], bulk: false }) as { waitMs: number };
    if (waitMs === 0) sent += 1;
    if (clock === 1_005_000) expect(sent).toBeLessThan(40);
  }
  expect(sent).toBeLessThanOrEqual(57);
});
