import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

const WAIT_S = 60;

/** True for GitLab's block of an address, which answers everything with a bare 403. */
export function isBlocked(status: number, body: string): boolean {
  return status === 403 && /^forbidden\s*$/i.test(body);
}

/** 429, and the block of an address after too many failed tries. */
export function rateLimited({ status, headers, message }: Refusal): ToolError | undefined {
  if (status !== 429 && !isBlocked(status, message.trim())) return undefined;
  const asked = Number(headers.get("retry-after"));
  const resetS = Number(headers.get("ratelimit-reset")) - Date.now() / 1000;
  const retryAfterS = asked > 0 ? Math.ceil(asked) : resetS > 0 ? Math.ceil(resetS) : WAIT_S;
  return new ToolError("rate_limited", `GitLab asks to slow down: try again in ${retryAfterS} s.`, { retryAfterS });
}

/** 401. On approving and merging it means "not allowed": the caller looks whether the token still works. */
export function signedOut({ status, path, write }: Refusal): ToolError | undefined {
  if (status !== 401) return undefined;
  if (write && /\/(?:merge|approve)$/.test(path)) {
    return new ToolError(
      "forbidden",
      "GitLab does not let this account do that: authors may not approve, a role may be too low, or a password may be asked for.",
    );
  }
  return new ToolError("reauthorize", "GitLab no longer accepts this sign-in: connect the account again.");
}

/** 403 for want of a scope. */
export function missingScope({ status, message, scopes }: Refusal): ToolError | undefined {
  if (status !== 403 || !/insufficient_(?:scope|granular_scope)/.test(message)) return undefined;
  const named = scopes.length > 0 ? `one of the scopes ${scopes.join(", ")}` : "a right for this";
  return new ToolError("insufficient_scope", `The token lacks ${named}: connect the account again and grant it.`, {
    scopes,
  });
}

/** Every other 403. */
export function forbidden({ status }: Refusal): ToolError | undefined {
  if (status !== 403) return undefined;
  return new ToolError(
    "forbidden",
    "This account may not do that here, or the project is archived or has the feature switched off: see get_project, or ask a maintainer.",
  );
}
