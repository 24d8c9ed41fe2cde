import { stopError } from "./deadline.ts";
import { errorCode } from "./error-code.ts";
import { UpstreamError, upstreamErrorOf } from "./upstream-error.ts";

const timeouts = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** What a failure of the connection means: a refusal of ours, a timeout, or a vendor that is not there. */
export function wireError(error: unknown, facts: { sent: boolean; host: string }, signal: AbortSignal): Error {
  if (signal.aborted) return stopError(signal, facts);
  const ours = upstreamErrorOf(error);
  if (ours) return ours;
  const code = errorCode(error);
  const kind = code !== undefined && timeouts.has(code) ? "timeout" : "unavailable";
  return new UpstreamError(kind, { ...facts, cause: error });
}
