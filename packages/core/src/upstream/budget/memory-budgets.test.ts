import { describe, expect, test } from "vitest";
import type { Budgets, Verdict } from "./budgets.ts";
import { memoryBudgets } from "./memory-budgets.ts";
import { budgetsContract } from "./testing/budgets-contract.ts";

budgetsContract("memory", () => {
  let clock = 1_000_000;
  const advance = async (ms: number) => void (clock += ms);
  return { budgets: [memoryBudgets({ now: () => clock })], advance };
});

describe("a part of a quota", () => {
  const reserve = (budgets: Budgets) => budgets.reserve("a", { buckets: ["*"], bulk: false }) as Verdict;

  test("is that part of what is left, on its way at once", () => {
    const budgets = memoryBudgets({ now: () => 1_000_000, share: 1 / 3 });
    const tell = (remaining: number, taken: string[] = []) =>
      budgets.settle("a", taken, [{ bucket: "*", remaining, resetMs: 60_000, limit: 30 }]);
    tell(30);
    expect(Array.from({ length: 12 }, () => reserve(budgets).waitMs)).toEqual([...Array(10).fill(0), 200, 200]);
    // One is answered; what it says of the others' spending counts.
    tell(28, ["*"]);
    expect(reserve(budgets).waitMs).toBe(200);
    for (let answered = 0; answered < 9; answered += 1) tell(28, ["*"]);
    expect(reserve(budgets).waitMs).toBe(0);
    tell(2, ["*"]);
    expect(reserve(budgets).waitMs).toBe(60_000);
  });

  test("refuses nobody while there is plenty", () => {
    let clock = 1_000_000;
    const budgets = memoryBudgets({ now: () => clock, share: 0.5 });
    let remaining = 5_000;
    for (let sent = 0; sent < 1_000; sent += 1) {
      budgets.settle("a", ["*"], [{ bucket: "*", remaining: (remaining -= 1), resetMs: 3_600_000, limit: 5_000 }]);
      clock += 5;
      expect(reserve(budgets)).toEqual({ waitMs: 0 });
    }
  });
});
