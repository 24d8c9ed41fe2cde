export { createHealth, type Health, type Probe, type Readiness } from "./health.ts";
export { createLog, type Log, type LogMethod, type LogStream } from "./create-log.ts";
export { loopDelay, type LoopDelay } from "./loop-delay.ts";
export { createMetrics, type Metrics, type RegisteredNames } from "./create-metrics.ts";
export type { Level } from "./house-metrics.ts";
export { logRequest, type Outcome, type RequestLine } from "./request-line.ts";
export { redactText } from "./redact.ts";
