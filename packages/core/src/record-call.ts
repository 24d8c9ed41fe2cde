import type { CallRecord } from "./mcp/index.ts";
import { logRequest, type Log, type Metrics } from "./observe/index.ts";

/** The one line and the counts of a finished call. */
export function recordCall({ log, metrics }: { log: Log; metrics: Metrics }, record: CallRecord): void {
  const { method, target, ...facts } = record;
  metrics.request({ ...facts, method, ...(method === "tools/call" && { tool: target }) });
  logRequest(log, {
    ...facts,
    method,
    ...(method === "tools/call" && { tool: target }),
    ...(method === "prompts/get" && { prompt: target }),
    ...(method.startsWith("resources/") && { resourceScheme: target }),
  });
}
