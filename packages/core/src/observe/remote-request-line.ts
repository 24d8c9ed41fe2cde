import type { Log } from "./create-log.ts";
import { shownPath } from "./shown-path.ts";

/** One request to a vendor, and on whose behalf. */
export interface RemoteRequestLine {
  requestId?: string | undefined;
  traceId?: string | undefined;
  connector: string;
  tool: string;
  method: string;
  host: string;
  path: string;
  /** What the client named: none of it is written. */
  named: unknown;
  status: number | undefined;
  durationMs: number;
  attempt: number;
  cached: string;
  upstreamRequestId: string | undefined;
  error?: string | undefined;
}

/** Writes the `remote_request` line of `logging.remote_requests`. */
export function logRemoteRequest(log: Log, line: RemoteRequestLine): void {
  log.info(
    {
      request_id: line.requestId,
      trace_id: line.traceId,
      connector: line.connector,
      tool: line.tool,
      method: line.method,
      host: line.host,
      path: shownPath(line.path, line.named),
      status: line.status,
      duration_ms: line.durationMs,
      attempt: line.attempt,
      cached: line.cached,
      upstream_request_id: line.upstreamRequestId,
      error: line.error,
    },
    "remote_request",
  );
}
