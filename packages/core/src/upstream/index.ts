export { memoryBudgets, redisBudgets, tellingBudgets, type Budgets } from "./budget/index.ts";
export { createUpstream } from "./create-upstream.ts";
export { fetchTrusting, trustedCertificates } from "./trusted-certificates.ts";
export type { PlannedWrite } from "./planned-write.ts";
export { UpstreamError, upstreamErrorOf, type UpstreamErrorKind } from "./upstream-error.ts";
export type { UpstreamEvent } from "./upstream-event.ts";
export { defaultLimits, type UpstreamLimits } from "./upstream-limits.ts";
export type { UpstreamTarget } from "./upstream-target.ts";
export type { Upstream, UpstreamCall, UpstreamSession } from "./upstream.ts";
