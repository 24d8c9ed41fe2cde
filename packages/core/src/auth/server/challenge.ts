import { AuthChallenge } from "../auth-challenge.ts";
import type { ProtectedResource } from "./protected-resources.ts";

/** Says where to get a token, and for what (RFC 9728 §5.1, RFC 6750 §3). Scopes are the least to begin with. */
export function signInChallenge(
  resource: ProtectedResource,
  problem?: { error: "invalid_token" | "invalid_request"; status?: 400 | 401; description: string },
): AuthChallenge {
  const header = bearer({
    ...(problem && { error: problem.error, error_description: problem.description }),
    resource_metadata: resource.metadataUrl,
    scope: resource.scopes.join(" "),
  });
  return new AuthChallenge(problem?.status ?? 401, header, problem?.description ?? "Sign in first.");
}

/** Names every scope of the operation at once, so that one more sign-in is enough (MCP "Runtime Insufficient Scope Errors"). */
export function scopeChallenge(resource: ProtectedResource, scopes: readonly string[]): AuthChallenge {
  const description = `This needs more than was allowed: ${scopes.join(", ")}.`;
  const header = bearer({
    error: "insufficient_scope",
    scope: scopes.join(" "),
    resource_metadata: resource.metadataUrl,
    error_description: description,
  });
  return new AuthChallenge(403, header, description);
}

/** Values are ours: scope names, URLs from settings, sentences. None may hold a quote. */
function bearer(parameters: Readonly<Record<string, string>>): string {
  const parts = Object.entries(parameters).map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, "'")}"`);
  return `Bearer ${parts.join(", ")}`;
}
