import type { ToolError } from "../../connector/index.ts";
import type { Call } from "./call.ts";
import { explainError } from "./explain-error.ts";

/** `explainError`, with what the call knows of itself. */
export function explainFailure(call: Call, error: unknown): ToolError {
  return explainError(error, call.runtime.connector.vendor, {
    cancelled: call.exchange.signal.aborted,
    expired: Date.now() >= call.deadlineAt,
    writes: call.session?.sent.writes ?? 0,
    signInUrl: call.runtime.signInUrl,
  });
}
