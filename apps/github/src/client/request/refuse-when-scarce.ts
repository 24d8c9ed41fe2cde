import { ToolError } from "@fairlead/core";

/** Requests left in the hour below which calls that fan out step back, so that single reads still work. */
const RESERVE = 100;

/** What GitHub says of the quota beside each answer. */
export interface QuotaHeaders {
  "x-ratelimit-remaining"?: string | undefined;
  "x-ratelimit-reset"?: string | undefined;
}

/**
 * Keeps the last of the quota for plain calls.
 *
 * @param headers Of the first answer.
 * @param include Facets asked for; one or two always go ahead.
 * @throws ToolError `rate_limited`.
 */
export function refuseWhenScarce(headers: QuotaHeaders, include: readonly string[]): void {
  const left = Number(headers["x-ratelimit-remaining"] ?? Number.POSITIVE_INFINITY);
  if (include.length <= 2 || left >= RESERVE) return;
  const retryAfterS = Math.max(1, Math.ceil(Number(headers["x-ratelimit-reset"]) - Date.now() / 1000)) || 60;
  throw new ToolError("rate_limited", `Only ${left} requests are left this hour: ask for at most two facets at once.`, {
    retryAfterS,
  });
}
