export type UpstreamErrorKind =
  | "egress_refused"
  | "cancelled"
  | "timeout"
  | "unavailable"
  | "too_large"
  | "rate_limited"
  | "planned";

export interface UpstreamErrorFacts {
  /** Whether the request may have reached the vendor. A write with `sent: true` may have happened. */
  sent: boolean;
  /** Name of the host spoken to; never a path, a query or a header. */
  host?: string | undefined;
  /** Milliseconds until the vendor takes calls again, or until one may try: `rate_limited`, and `unavailable` where nothing is sent for now. */
  retryAfterMs?: number | undefined;
  /** `rate_limited` only: which of the vendor's quotas is spent; undefined when it is the whole credential. */
  bucket?: string | undefined;
  cause?: unknown;
}

const sentences: Record<UpstreamErrorKind, (host: string) => string> = {
  egress_refused: (host) => `Requests to ${host} are not allowed.`,
  cancelled: (host) => `The call to ${host} was cancelled.`,
  timeout: (host) => `${host} did not answer in time.`,
  unavailable: (host) => `${host} could not be reached or broke off its answer.`,
  too_large: (host) => `The answer of ${host} is larger than allowed.`,
  rate_limited: (host) => `${host} takes no more calls for now.`,
  planned: (host) => `Dry run: the write to ${host} was not sent.`,
};

/** Why a call to the vendor gave no response. Its text holds nothing a vendor or a caller wrote. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";
  readonly kind: UpstreamErrorKind;
  readonly sent: boolean;
  readonly retryAfterMs: number | undefined;
  readonly bucket: string | undefined;

  constructor(kind: UpstreamErrorKind, facts: UpstreamErrorFacts) {
    super(sentences[kind](facts.host ?? "the vendor"), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = kind;
    this.sent = facts.sent;
    this.retryAfterMs = facts.retryAfterMs;
    this.bucket = facts.bucket;
  }
}

/** Finds the UpstreamError in an error or its causes: vendor SDKs wrap what their fetch throws. */
export function upstreamErrorOf(error: unknown): UpstreamError | undefined {
  let current = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    if (current instanceof UpstreamError) return current;
    current = current.cause;
  }
  return undefined;
}
