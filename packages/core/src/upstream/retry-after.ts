/** How long the vendor asks to wait, in milliseconds; undefined if it does not say. RFC 9110 §10.2.3: seconds or a date. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - vendorTime(headers, now) : seconds * 1_000;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}

/** A window of the vendor's quota, as an answer tells it. */
export interface QuotaWindow {
  readonly remaining: number;
  /** Milliseconds until it ends. */
  readonly resetMs: number;
  readonly limit: number | undefined;
}

/** The window that the x-ratelimit-* or ratelimit-* headers tell of; undefined unless they say both what is left and until when. */
export function quotaWindow(headers: Headers, now: number): QuotaWindow | undefined {
  const remaining = numberIn(headers, "remaining");
  const reset = wordIn(headers, "reset");
  if (remaining === undefined || reset === undefined) return undefined;
  const number = Number(reset);
  // Vendors send a date, an epoch in seconds, or seconds to go.
  let waitMs = Date.parse(reset) - vendorTime(headers, now);
  if (!Number.isNaN(number)) waitMs = number > 1e9 ? number * 1_000 - vendorTime(headers, now) : number * 1_000;
  if (!Number.isFinite(waitMs)) return undefined;
  return { remaining, resetMs: Math.max(0, waitMs), limit: numberIn(headers, "limit") };
}

function wordIn(headers: Headers, name: string): string | undefined {
  return (headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`))?.trim() || undefined;
}

function numberIn(headers: Headers, name: string): number | undefined {
  const number = Number(wordIn(headers, name) ?? Number.NaN);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** The vendor's clock if it tells, so that a clock of ours that is off does not shorten or stretch its dates. */
function vendorTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}
