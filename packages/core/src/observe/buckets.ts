/** In seconds: those of the OpenTelemetry conventions for MCP, and shorter ones, for what caches answer. */
export const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
