/**
 * Why a sign-in or a refresh did not work:
 * - `denied`: the person said no at the vendor;
 * - `refused`: the vendor does not take this code or token; it will not take it again;
 * - `ended`: the vendor has ended this account's grant: the person must sign in again;
 * - `misconfigured`: the vendor does not take our app: only the operator can help;
 * - `unreachable`: the vendor did not answer, answered 5xx or 429, or made no sense: try again.
 */
export type VendorErrorCode = "denied" | "refused" | "ended" | "misconfigured" | "unreachable";

/** A sign-in or refresh that did not work. `message` may be shown to the person; it never holds what the vendor sent. */
export class VendorError extends Error {
  override readonly name = "VendorError";
  readonly code: VendorErrorCode;
  /** The vendor's own error code, for the log. */
  readonly vendorCode: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: VendorErrorCode,
    message: string,
    facts: { vendorCode?: string | undefined; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.vendorCode = facts.vendorCode;
    this.retryAfterMs = facts.retryAfterMs;
  }

  get retriable(): boolean {
    return this.code === "unreachable";
  }
}
