import { AuthChallenge } from "../../auth/index.ts";
import { ERROR_CODES, ToolError, type AnyVendor } from "../../connector/index.ts";
import { StoreError } from "../../store/index.ts";
import { upstreamErrorOf, type UpstreamError } from "../../upstream/index.ts";

/** What is known of a failed call beside its error. */
export interface FailureFacts {
  /** The client gave up. */
  cancelled: boolean;
  /** The time for the call was over. */
  expired: boolean;
  /** Writes that were sent: their fate may be unknown. */
  writes: number;
  /** Where to sign in again. */
  signInUrl?: string | undefined;
}

/** Vendor SDKs wrap what their fetch throws, some of them several times. */
const MAX_CAUSES = 8;

type Explainer = Pick<AnyVendor, "title" | "explain">;

/**
 * Maps whatever a call threw to the one error that leaves the process. The only place where that is decided. What a tool
 * says on purpose stands, whatever caused it; explaining an explained error changes nothing.
 */
export function explainError(error: unknown, vendor: Explainer, facts: FailureFacts): ToolError {
  return withSignIn(reasonOf(error, vendor, facts), facts.signInUrl);
}

/** Whoever must sign in again is told where, unless the vendor has named a better page. */
function withSignIn(error: ToolError, link: string | undefined): ToolError {
  if (error.code !== "reauthorize" || error.facts.link !== undefined || link === undefined) return error;
  return new ToolError("reauthorize", error.message, { ...error.facts, link, cause: error.cause });
}

function reasonOf(error: unknown, vendor: Explainer, facts: FailureFacts): ToolError {
  if (facts.cancelled) return isCode(error, "cancelled") ? error : cancelled(error);
  if (error instanceof ToolError) return hasKnownCode(error) ? error : internal(error, facts.writes);
  if (signInHasEnded(error)) return reauthorize(error);
  if (error instanceof StoreError) return storage(error, facts.writes);
  const upstream = upstreamErrorOf(error);
  if (upstream !== undefined) return explainUpstream(upstream, vendor.title, facts.writes);
  const explained = askVendor(error, vendor);
  // The client has not cancelled: what looks like it was the vendor SDK's own timer, or ours.
  if (explained?.code === "cancelled" || (explained === undefined && facts.expired)) {
    return timeout(vendor.title, facts.writes, error);
  }
  return explained ?? internal(error, facts.writes);
}

/** The connector's own words, unless they fail too. */
function askVendor(error: unknown, vendor: Explainer): ToolError | undefined {
  try {
    return vendor.explain(error);
  } catch {
    return undefined;
  }
}

/** The credential was asked for in the middle of the call, by the way out. */
function signInHasEnded(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < MAX_CAUSES; at = at.cause, depth += 1) {
    if (at instanceof AuthChallenge) return true;
  }
  return false;
}

function isCode(error: unknown, code: string): error is ToolError {
  return error instanceof ToolError && error.code === code;
}

function hasKnownCode({ code }: ToolError): boolean {
  return (ERROR_CODES as readonly string[]).includes(code);
}

function explainUpstream(error: UpstreamError, vendor: string, writes: number): ToolError {
  switch (error.kind) {
    case "rate_limited": {
      const retryAfterS = secondsOf(error.retryAfterMs ?? 60_000);
      return new ToolError("rate_limited", `${vendor} asks to wait ${retryAfterS} s before the next call.`, {
        retryAfterS,
        cause: error,
      });
    }
    // Who else could have cancelled is a timer of the vendor's SDK.
    case "cancelled":
    case "timeout":
      return timeout(vendor, writes, error);
    case "unavailable":
      return writes > 0
        ? new ToolError("upstream_timeout", unknownFate(vendor), { cause: error })
        : new ToolError(
            "upstream_unavailable",
            `${vendor} cannot be reached or broke off its answer. Try again in a moment.`,
            { retryAfterS: secondsOf(error.retryAfterMs ?? 5_000), cause: error },
          );
    case "too_large":
      return new ToolError(
        "too_large",
        `${vendor}'s answer is larger than allowed. Ask for less: a smaller limit, a path, a range.`,
        { cause: error },
      );
    case "egress_refused":
      return new ToolError("policy_denied", `The call would have left ${vendor}'s own hosts. It was not sent.`, {
        cause: error,
      });
    case "planned":
      return new ToolError("internal", "What may only read tried to write. Nothing was sent.", { cause: error });
  }
}

const secondsOf = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

function reauthorize(cause: unknown): ToolError {
  return new ToolError("reauthorize", "The sign-in has ended. Sign in again, then repeat the call.", { cause });
}

function cancelled(cause: unknown): ToolError {
  return new ToolError("cancelled", "The client cancelled the call.", { cause });
}

function internal(cause: unknown, writes: number): ToolError {
  const where = "Something broke inside the connector; it is logged with this request's id.";
  const fate = writes > 0 ? " The write was sent and may be done: read the object before trying again." : "";
  return new ToolError("internal", `${where}${fate}`, { cause });
}

/** Of an outage nobody but the wait has to do anything; a full disk or a broken database is the operator's to mend. */
function storage(cause: StoreError, writes: number): ToolError {
  const where = "The connector cannot keep its records right now.";
  const facts = { retryAfterS: cause.retryAfterS, cause };
  if (writes > 0) {
    const fate = "The write was sent and may be done: read the object before trying again.";
    return new ToolError("internal", `${where} ${fate}`, facts);
  }
  const code = cause.code === "unavailable" ? "upstream_unavailable" : "internal";
  return new ToolError(code, `${where} Nothing was done. Try again in a moment.`, facts);
}

function timeout(vendor: string, writes: number, cause: unknown): ToolError {
  if (writes > 0) return new ToolError("upstream_timeout", unknownFate(vendor), { cause });
  return new ToolError("upstream_timeout", `${vendor} did not answer in time. Try again, or ask for less.`, {
    retryAfterS: 5,
    cause,
  });
}

function unknownFate(vendor: string): string {
  return `The write was sent but ${vendor}'s answer was lost. Read the object before trying again: it may be done.`;
}
