import { ToolError } from "@fairlead/core";
import type { GraphqlFailure } from "./graphql-failure.ts";
import { missingWorkflowScope } from "./access.ts";
import { isRule, ruleSentence } from "./policy.ts";

type RowError = NonNullable<GraphqlFailure["errors"]>[number];

/** Maps `errors[]` of a GraphQL answer: its first row decides, as the others mostly follow from it. */
export function explainGraphql({ errors = [] }: GraphqlFailure): ToolError {
  const [row] = errors;
  if (!row) return new ToolError("upstream_unavailable", "GitHub's answer could not be read: try again in a minute.");
  if (isRule(row.message)) return new ToolError("policy_denied", ruleSentence(row.message));
  return missingWorkflowScope(row) ?? BY_TYPE[row.type ?? ""]?.(row) ?? other(row);
}

const BY_TYPE: Readonly<Record<string, (row: RowError) => ToolError>> = {
  NOT_FOUND: () =>
    new ToolError(
      "not_found",
      "There is nothing of that name, or it is not visible to this account: check owner, repo and the rest.",
    ),
  FORBIDDEN: forbidden,
  INSUFFICIENT_SCOPES: () =>
    new ToolError("insufficient_scope", "The token lacks a scope for this: connect the account again and grant it."),
  RATE_LIMITED: () =>
    new ToolError("rate_limited", "GitHub's GraphQL quota is spent: try again in 60 s.", { retryAfterS: 60 }),
  STALE_DATA: () => new ToolError("conflict", "The branch has moved: read its head and build on that."),
  UNPROCESSABLE: unprocessable,
  MAX_NODE_LIMIT_EXCEEDED: () =>
    new ToolError("too_large", "That is more than GitHub gives in one answer: ask for less of it."),
  RESOURCE_LIMITS_EXCEEDED: () =>
    new ToolError("too_large", "That is more than GitHub gives in one answer: ask for less of it."),
  SERVICE_UNAVAILABLE: () =>
    new ToolError("upstream_unavailable", "GitHub could not answer: try again in a minute.", { retryAfterS: 60 }),
};

function forbidden({ message }: RowError): ToolError {
  if (/SAML|single sign-on/i.test(message)) {
    return new ToolError(
      "reauthorize",
      "The organization requires single sign-on for this token: authorize it there, then repeat the call.",
    );
  }
  if (/not accessible by/i.test(message)) {
    return new ToolError(
      "insufficient_scope",
      "The token lacks the permission for this: connect the account again and grant it.",
    );
  }
  return new ToolError("forbidden", "This account may not do that here: ask an owner of the repository for access.");
}

function unprocessable({ message }: RowError): ToolError {
  if (/expected (branch|head)|head.{0,20}(changed|moved|modified)/i.test(message)) {
    return new ToolError("conflict", "The branch has moved: read its head and build on that.");
  }
  return new ToolError("invalid_input", "GitHub could not use these values: read the object again and check them.");
}

/** Errors without a type are those of the document: a field or argument that this GitHub does not know. */
function other({ message, extensions }: RowError): ToolError {
  if (extensions?.code !== undefined || /doesn't (exist|accept)|undefined/i.test(message)) {
    return new ToolError("unsupported", "This GitHub does not have this yet: a newer version does.");
  }
  return new ToolError("upstream_unavailable", "GitHub could not answer this query: try again in a minute.", {
    retryAfterS: 60,
  });
}
