export { memoryRateLimit } from "./memory-rate-limit.ts";
export { networkOf } from "./network-of.ts";
export type { RateLimit } from "./rate-limit.ts";
export { sharedRateLimit } from "./shared-rate-limit.ts";
