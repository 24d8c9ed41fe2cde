export { checkOperations } from "./check-operations.ts";
export { findCommit } from "./find-commit.ts";
export { planCommit } from "./plan-commit.ts";
export { removalsOf, writesOf, type CommitPlan, type MadeCommit } from "./plan.ts";
export { readBack } from "./read-back.ts";
export { readBase } from "./read-base.ts";
export { sendCommit, wayOf, type Way } from "./send-commit.ts";
