export { memoryStore } from "./memory-store.ts";
export { openSqliteFile } from "./open-sqlite-file.ts";
export { scopedStore } from "./scoped-store.ts";
export { sqliteStore } from "./sqlite-store.ts";
export type { Store } from "./store.ts";
export { LockTimeout, withLock } from "./with-lock.ts";
export { sqliteTaskRows } from "./sqlite-task-rows.ts";
export type { TaskRow, TaskRows, TaskStatus } from "./task-rows.ts";
