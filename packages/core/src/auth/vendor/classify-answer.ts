import type { RefreshPolicy, TokenAnswer } from "../../connector/index.ts";
import { VendorError, type VendorErrorCode } from "./vendor-error.ts";

/** What the token endpoint was asked for. */
export type TokenPurpose = "exchange" | "refresh";

/** Errors that are about our app, not about the person: RFC 6749 §5.2 and GitHub's and Slack's names for the same. */
const MISCONFIGURED = new Set([
  "invalid_client",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "incorrect_client_credentials",
  "redirect_uri_mismatch",
  "application_suspended",
  "bad_client_secret",
  "bad_redirect_uri",
  "invalid_client_id",
]);

/** Errors that pass, sent with a status that does not say so. */
const PASSING = new Set([
  "server_error",
  "temporarily_unavailable",
  "slow_down",
  "rate_limited",
  "ratelimited",
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
]);

/**
 * Whether an answer of the token endpoint is a failure, and whose. Only an error code that says so ends a grant: a status, a
 * page of HTML or an unknown word must not sign people out.
 */
export function failureOf(
  answer: TokenAnswer | undefined,
  facts: { status: number; purpose: TokenPurpose; vendor: string; policy: RefreshPolicy | undefined; headers: Headers },
): VendorError | undefined {
  const { status, purpose, vendor, policy, headers } = facts;
  const vendorCode = typeof answer?.error === "string" ? answer.error.slice(0, 100) : undefined;
  const failed = (code: VendorErrorCode) =>
    new VendorError(code, MESSAGES[code](vendor), { vendorCode, retryAfterMs: retryAfterMs(headers) });

  if (status >= 500 || status === 429 || status === 408) return failed("unreachable");
  if (vendorCode === undefined) {
    if (status < 300 && typeof answer?.access_token === "string" && answer.access_token !== "") return undefined;
    return failed("unreachable");
  }
  if (PASSING.has(vendorCode)) return failed("unreachable");
  if (MISCONFIGURED.has(vendorCode)) return failed("misconfigured");
  if (purpose === "exchange") return failed("refused");
  return failed(vendorCode === "invalid_grant" || policy?.endedBy?.includes(vendorCode) ? "ended" : "unreachable");
}

/** What a person is told, by code. */
export const MESSAGES: Readonly<Record<VendorErrorCode, (vendor: string) => string>> = {
  denied: (vendor) => `You did not allow access at ${vendor}.`,
  refused: (vendor) => `${vendor} did not accept this sign-in. Start again.`,
  ended: (vendor) => `${vendor} has ended this sign-in. Connect the account again.`,
  misconfigured: (vendor) => `${vendor} does not accept this server's app. Its operator has to check the registration.`,
  unreachable: (vendor) => `${vendor} cannot be reached or is too busy. Try again in a moment.`,
};

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, 3_600_000) : undefined;
}
