export { CONNECTION_RECORDS } from "./connection-rows.ts";
export type { ConnectionRecord } from "./connection-record.ts";
export type { Connections } from "./connections.ts";
export { createConnections } from "./create-connections.ts";
