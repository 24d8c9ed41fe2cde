export type { ConnectionRecord } from "./connection-record.ts";
export type { Connections } from "./connections.ts";
export { createConnections } from "./create-connections.ts";
