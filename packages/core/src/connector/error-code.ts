/** Every code that a failed call can carry (DESIGN §2). Stable: clients and runbooks match on them. */
export const ERROR_CODES = [
  "invalid_input",
  "not_found",
  "forbidden",
  "insufficient_scope",
  "reauthorize",
  "rate_limited",
  "conflict",
  "confirm_required",
  "policy_denied",
  "too_large",
  "upstream_timeout",
  "upstream_unavailable",
  "cancelled",
  "unsupported",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
