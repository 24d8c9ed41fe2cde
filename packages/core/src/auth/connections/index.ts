export type { ConnectionGrant, ConnectionRecord } from "./connection-record.ts";
export type { ConnectionHolder, Connections, GrantsEnded } from "./connections.ts";
export { createConnections, type ConnectionsOptions } from "./create-connections.ts";
