export type { Budgets, Lesson, SharedQuota, Verdict } from "./budgets.ts";
export { memoryBudgets } from "./memory-budgets.ts";
export { redisBudgets } from "./redis-budgets.ts";
export { tellingBudgets } from "./telling-budgets.ts";
