export { guardRedis, type GuardedRedis } from "./guarded-redis.ts";
export { memoryStore } from "./memory-store.ts";
export { memoryRateLimit, networkOf, sharedRateLimit, type RateLimit } from "./rate-limit/index.ts";
export { redisScript } from "./redis-script.ts";
export { scopedStore } from "./scoped-store.ts";
export { sqliteStore } from "./sqlite-store.ts";
export type { Store } from "./store.ts";
export { LockTimeout, withLock } from "./with-lock.ts";
