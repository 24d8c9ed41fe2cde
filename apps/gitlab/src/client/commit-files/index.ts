export { planCommit } from "./plan-commit.ts";
export { actionsOf, type CommitPlan } from "./plan.ts";
export { readBase } from "./read-base.ts";
export { findCommit, readBack, sendCommit } from "./send-commit.ts";
