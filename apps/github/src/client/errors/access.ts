import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** 401: the token is no good any more. */
export function signedOut({ status }: Refusal): ToolError | undefined {
  if (status !== 401) return undefined;
  return new ToolError("reauthorize", "GitHub no longer accepts this sign-in: connect the account again.");
}

/** 403 of an organization with single sign-on: the header names the page that mends it. */
export function singleSignOn({ status, headers }: Refusal): ToolError | undefined {
  return status === 403 && headers["x-github-sso"] !== undefined ? needsSingleSignOn(headers) : undefined;
}

/** What to do about single sign-on, with the link where GitHub gives one. */
export function needsSingleSignOn({ "x-github-sso": header }: Refusal["headers"]): ToolError {
  const link = /url=(https?:\/\/[^\s;,]+)/.exec(String(header ?? ""))?.[1];
  const message = "The organization requires single sign-on for this token: authorize it there, then repeat the call.";
  return new ToolError("reauthorize", message, link === undefined ? {} : { link });
}

/** 403 for want of an OAuth scope, or of a permission of a fine-grained token or an app. */
export function missingScope({ status, headers, message }: Refusal): ToolError | undefined {
  if (status !== 403) return undefined;
  const granted = names(headers["x-oauth-scopes"]);
  const accepted = names(headers["x-accepted-oauth-scopes"]);
  if (granted && accepted?.length && !accepted.some((scope) => granted.includes(scope))) {
    return insufficient(`one of the scopes ${accepted.join(", ")}`, accepted);
  }
  const permissions = names(headers["x-accepted-github-permissions"], /[;,]/);
  if (granted || !permissions?.length || !/not accessible by|permission/i.test(message)) return undefined;
  return insufficient(`the permission ${permissions.join(" or ")}`, permissions);
}

/** Workflow files have a scope of their own, which GitHub names in words only. */
export function missingWorkflowScope({ message }: Pick<Refusal, "message">): ToolError | undefined {
  if (!/without `?workflows?`? (scope|permission)/i.test(message)) return undefined;
  return insufficient("the scope workflow, which files in .github/workflows need", ["workflow"]);
}

/** Every other 403. */
export function forbidden({ status, message }: Refusal): ToolError | undefined {
  return status === 403 ? notAllowed(message) : undefined;
}

/** A refusal for what the account or the repository is. */
export function notAllowed(message: string): ToolError {
  if (/archived/i.test(message)) {
    return new ToolError("forbidden", "The repository is archived and read-only: unarchive it first.");
  }
  if (/IP allow list/i.test(message)) {
    return new ToolError(
      "forbidden",
      "The organization's IP allow list does not have this server: an owner can add it.",
    );
  }
  return new ToolError("forbidden", "This account may not do that here: ask an owner of the repository for access.");
}

/** A token lacks something that is named. */
export function insufficient(what: string, scopes: readonly string[]): ToolError {
  return new ToolError("insufficient_scope", `The token lacks ${what}: connect the account again and grant it.`, {
    scopes,
  });
}

function names(header: string | number | undefined, separator = /,/): string[] | undefined {
  if (typeof header !== "string") return undefined;
  return header
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => /^[\w:=-]{1,60}$/.test(name));
}
