import { ToolError } from "@fairlead/core";
import type { GraphqlFailure } from "./graphql-failure.ts";
import type { Refusal } from "./refusal.ts";

/** GitHub asks to wait at least this long where it names no time. */
const SECONDARY_WAIT_S = 60;

/** True for the limits on bursts, which at times come as a plain 403 without any header. */
export function isSecondaryLimit(status: number, message: string): boolean {
  return (status === 403 || status === 429) && SECONDARY.test(message);
}

const SECONDARY = /secondary rate|abuse detection|submitted too quickly/i;

/** As GitHub documents it, and as it has answered since 2025. */
const POINTS_SPENT = new Set(["RATE_LIMITED", "RATE_LIMIT"]);

/** GraphQL says "not now" with status 200, of the hourly points as of bursts. */
export function graphqlRateLimited({ errors = [], headers }: GraphqlFailure): ToolError | undefined {
  const spent = errors.some(({ type = "" }) => POINTS_SPENT.has(type));
  const secondary = errors.some(({ message }) => SECONDARY.test(message));
  if (!spent && !secondary) return undefined;
  const retryAfterS = waitS(headers, !secondary);
  const what = secondary ? "GitHub asks to slow down" : "GitHub's GraphQL quota is spent";
  return new ToolError("rate_limited", `${what}: try again in ${retryAfterS} s.`, { retryAfterS });
}

/** 403 and 429 that mean "not now": the hourly quota, or too much at once. */
export function rateLimited({ status, headers, message }: Refusal): ToolError | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const spent = headers["x-ratelimit-remaining"] === "0";
  const secondary = isSecondaryLimit(status, message);
  if (!spent && !secondary && status !== 429 && headers["retry-after"] === undefined) return undefined;
  const retryAfterS = waitS(headers, spent && !secondary);
  const bucket = typeof headers["x-ratelimit-resource"] === "string" ? ` for ${headers["x-ratelimit-resource"]}` : "";
  const what = spent && !secondary ? `GitHub's quota${bucket} is spent` : "GitHub asks to slow down";
  return new ToolError("rate_limited", `${what}: try again in ${retryAfterS} s.`, { retryAfterS });
}

/** Seconds from `Retry-After`, or until the quota is full again. */
function waitS(headers: Refusal["headers"], untilReset: boolean): number {
  const asked = Number(headers["retry-after"]);
  if (asked > 0) return Math.ceil(asked);
  const reset = Number(headers["x-ratelimit-reset"]);
  if (untilReset && reset > 0) return Math.max(1, Math.ceil(reset - Date.now() / 1000));
  return SECONDARY_WAIT_S;
}
