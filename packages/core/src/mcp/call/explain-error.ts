import { ToolError, type AnyVendor } from "../../connector/index.ts";
import { upstreamErrorOf, type UpstreamError } from "../../upstream/index.ts";

/**
 * Maps whatever a call threw to the one error that leaves the process. The only place where that is decided.
 *
 * @param facts.cancelled The client gave up.
 * @param facts.writes Writes that were sent: their fate may be unknown.
 */
export function explainError(
  error: unknown,
  vendor: Pick<AnyVendor, "title" | "explain">,
  facts: { cancelled: boolean; expired: boolean; writes: number },
): ToolError {
  if (facts.cancelled) return new ToolError("cancelled", "The client cancelled the call.", { cause: error });
  const upstream = upstreamErrorOf(error);
  if (upstream !== undefined) return explainUpstream(upstream, vendor.title, facts.writes);
  if (error instanceof ToolError) return error;
  if (facts.expired) return timeout(vendor.title, facts.writes, error);
  return (
    vendor.explain(error) ??
    new ToolError("internal", "Something broke inside the connector; it is logged with this request's id.", {
      cause: error,
    })
  );
}

function explainUpstream(error: UpstreamError, vendor: string, writes: number): ToolError {
  switch (error.kind) {
    case "rate_limited": {
      const retryAfterS = Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000));
      return new ToolError("rate_limited", `${vendor} asks to wait ${retryAfterS} s before the next call.`, {
        retryAfterS,
        cause: error,
      });
    }
    case "timeout":
      return timeout(vendor, writes, error);
    case "unavailable":
      return writes > 0
        ? new ToolError("upstream_timeout", unknownFate(vendor), { cause: error })
        : new ToolError(
            "upstream_unavailable",
            `${vendor} cannot be reached or broke off its answer. Try again in a moment.`,
            { retryAfterS: 5, cause: error },
          );
    case "too_large":
      return new ToolError(
        "too_large",
        `${vendor}'s answer is larger than allowed. Ask for less: a smaller limit, a path, a range.`,
        { cause: error },
      );
    case "cancelled":
      return new ToolError("cancelled", "The client cancelled the call.", { cause: error });
    case "egress_refused":
      return new ToolError("policy_denied", `The call would have left ${vendor}'s own hosts. It was not sent.`, {
        cause: error,
      });
    case "planned":
      return new ToolError("internal", "A dry run tried to write. Nothing was sent.", { cause: error });
  }
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
