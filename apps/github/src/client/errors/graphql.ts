import { ToolError } from "@fairlead/core";
import type { GraphqlFailure } from "./graphql-failure.ts";
import { insufficient, missingWorkflowScope, needsSingleSignOn, notAllowed } from "./access.ts";
import { isRule, ruleSentence } from "./policy.ts";
import { graphqlRateLimited } from "./rate-limit.ts";

type RowError = NonNullable<GraphqlFailure["errors"]>[number];

/** Maps `errors[]` of a GraphQL answer: its first row decides, as the others mostly follow from it. */
export function explainGraphql(failure: GraphqlFailure): ToolError {
  const [row] = failure.errors ?? [];
  if (!row) return unanswered(failure);
  if (row.type === "BRANCH_PROTECTION_RULE_VIOLATION" || isRule(row.message)) {
    return new ToolError("policy_denied", ruleSentence(row.message));
  }
  return (
    graphqlRateLimited(failure) ??
    missingWorkflowScope(row) ??
    BY_TYPE[row.type ?? ""]?.(row, failure) ??
    other(row, failure)
  );
}

const BY_TYPE: Readonly<Record<string, (row: RowError, failure: GraphqlFailure) => ToolError>> = {
  NOT_FOUND: () =>
    new ToolError(
      "not_found",
      "There is nothing of that name, or it is not visible to this account: check owner, repo and the rest.",
    ),
  FORBIDDEN: forbidden,
  INSUFFICIENT_SCOPES: missingScopes,
  STALE_DATA: () => new ToolError("conflict", "The branch has moved: read its head and build on that."),
  UNPROCESSABLE: unprocessable,
  MAX_NODE_LIMIT_EXCEEDED: () =>
    new ToolError("too_large", "That is more than GitHub gives in one answer: ask for less of it."),
  RESOURCE_LIMITS_EXCEEDED: () =>
    new ToolError("too_large", "That is more than GitHub gives in one answer: ask for less of it."),
  SERVICE_UNAVAILABLE: (_, failure) => unanswered(failure),
};

function forbidden({ message }: RowError, { headers }: GraphqlFailure): ToolError {
  if (/SAML|single sign-on/i.test(message)) return needsSingleSignOn(headers);
  if (/not accessible by/i.test(message)) {
    return new ToolError(
      "insufficient_scope",
      "The token lacks the permission for this: connect the account again and grant it.",
    );
  }
  return notAllowed(message);
}

/** GitHub names the scopes that would do in its sentence only. */
function missingScopes({ message }: RowError): ToolError {
  const list = /following scopes: \[([^\]]{0,200})\]/.exec(message)?.[1] ?? "";
  const scopes = [...list.matchAll(/'([\w:]{1,60})'/g)].flatMap(([, scope]) => scope ?? []);
  return insufficient(scopes.length > 0 ? `one of the scopes ${scopes.join(", ")}` : "a scope for this", scopes);
}

function unprocessable({ message }: RowError): ToolError {
  if (/expected (branch|head)|head.{0,20}(changed|moved|modified)/i.test(message)) {
    return new ToolError("conflict", "The branch has moved: read its head and build on that.");
  }
  if (/archived/i.test(message)) return notAllowed(message);
  return new ToolError("invalid_input", "GitHub could not use these values: read the object again and check them.");
}

/** Errors without a type are those of the document: a field or argument that this GitHub does not know. */
function other({ message, extensions }: RowError, failure: GraphqlFailure): ToolError {
  if (extensions?.code !== undefined || /doesn't (exist|accept)|undefined/i.test(message)) {
    return new ToolError("unsupported", "This GitHub does not have this yet: a newer version does.");
  }
  return unanswered(failure);
}

/** GitHub gave up on it. After a mutation, nobody knows whether it took effect. */
function unanswered({ request }: GraphqlFailure): ToolError {
  if (/^\s*mutation\b/.test(request?.query ?? "")) {
    return new ToolError(
      "upstream_unavailable",
      "GitHub could not answer: read the object to see whether the change arrived before repeating it.",
    );
  }
  return new ToolError("upstream_unavailable", "GitHub could not answer this query: try again in a minute.", {
    retryAfterS: 60,
  });
}
