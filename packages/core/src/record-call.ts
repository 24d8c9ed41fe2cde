import type { Settings } from "./config/index.ts";
import type { CallRecord } from "./mcp/index.ts";
import { logRequest, type Log, type Metrics } from "./observe/index.ts";

/** The one line and the counts of a finished call. */
export function recordCall(
  { log, metrics, settings }: { log: Log; metrics: Metrics; settings: Pick<Settings, "logging"> },
  record: CallRecord,
): void {
  const { method, target: named, targetIsOurs, timing, ...facts } = record;
  const target = targetIsOurs ? named : "_other";
  metrics.request({ ...facts, method, ...(method === "tools/call" && { tool: target }) });
  logRequest(log, {
    ...facts,
    timing: settings.logging.response_timing ? timing : undefined,
    method,
    ...(method === "tools/call" && { tool: target }),
    ...(method === "prompts/get" && { prompt: target }),
    ...(method.startsWith("resources/") && { resourceScheme: target }),
  });
}
