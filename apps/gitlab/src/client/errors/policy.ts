import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** What a protected branch, a push rule, a hook or secret push protection refuses, in words of our own. First match wins. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/PUSH BLOCKED|secrets? detected/i, "it has a secret in it: take the secret out"],
  [/commit message does not follow|commit message contains/i, "the commit message does not follow the pattern"],
  [/branch name .* does not follow/i, "the branch's name does not follow the pattern"],
  [/(?:author|committer)'s email/i, "the address of the account does not follow the pattern"],
  [/file name .* (?:was|is) prohibited/i, "a file of that name may not be there"],
  [/larger than the allowed/i, "a file is larger than may be"],
  [/must be signed|unverified/i, "commits must be signed: push with git"],
  [
    /not allowed to (?:push|force)|protected branch/i,
    "the branch is protected: push to another one and open a merge request",
  ],
  [/pre-receive|push rule|hook declined/i, "a hook of its owner: ask what it wants"],
];

/** 400 and 403 that a rule of the project gives. It is never bypassed, not even by people who could. */
export function ruledOut({ status, message }: Refusal): ToolError | undefined {
  if (status < 400 || status >= 500) return undefined;
  const reason = RULES.find(([rule]) => rule.test(message))?.[1];
  if (reason === undefined) return undefined;
  const pattern = /follow the pattern '([^'\n]{1,200})'/.exec(message)?.[1];
  return new ToolError("policy_denied", `A rule of the project refuses this push: ${reason}.`, {
    ...(pattern !== undefined && { details: { pattern } }),
  });
}
