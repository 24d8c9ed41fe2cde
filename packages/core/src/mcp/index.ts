export { createResultCache } from "./call/result-cache.ts";
export type { CallRecord } from "./call-record.ts";
export type { Inbound } from "./era/inbound.ts";
export { createMcpEndpoint, type McpEndpoint } from "./endpoint.ts";
export { createEventBus } from "./event-bus.ts";
export type { OperatorPolicy, Runtime, RuntimeLimits } from "./runtime.ts";
export { createSealer } from "./sealed/sealer.ts";
export { parseView } from "./view/index.ts";
