/** How long the vendor asks to wait, in milliseconds; undefined if it does not say. RFC 9110 §10.2.3: seconds or a date. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - vendorTime(headers, now) : seconds * 1_000;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}

/** Milliseconds until a spent quota is full again, from the x-ratelimit-* or ratelimit-* pair; undefined if not spent. */
export function quotaResetMs(headers: Headers, now: number): number | undefined {
  const remaining = headers.get("x-ratelimit-remaining") ?? headers.get("ratelimit-remaining");
  if (remaining === null || Number(remaining) !== 0 || remaining.trim() === "") return undefined;
  const reset = (headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset"))?.trim();
  if (!reset) return undefined;
  const number = Number(reset);
  // Vendors send a date, an epoch in seconds, or seconds to go.
  let waitMs = Date.parse(reset) - vendorTime(headers, now);
  if (!Number.isNaN(number)) waitMs = number > 1e9 ? number * 1_000 - vendorTime(headers, now) : number * 1_000;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}

/** The vendor's clock if it tells, so that a clock of ours that is off does not shorten or stretch its dates. */
function vendorTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}
