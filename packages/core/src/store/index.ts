export { memoryStore } from "./memory-store.ts";
export { scopedStore } from "./scoped-store.ts";
export { sqliteStore } from "./sqlite-store.ts";
export type { Store } from "./store.ts";
export { LockTimeout, withLock } from "./with-lock.ts";
