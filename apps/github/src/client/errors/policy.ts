import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** What a ruleset, a protected branch or push protection refuses, in words of our own. First match wins. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [
    /push protection|secret(s)? (was |were )?(detected|found)|contains? secrets?/i,
    "push protection found a secret in it: take the secret out",
  ],
  [
    /through a pull request|pull request is required|review is required|approv(ing|ed) review/i,
    "the branch takes changes through reviewed pull requests only: push to another branch and open one",
  ],
  [/status check/i, "required status checks have not passed: push to another branch and let them run there"],
  [/verified signature|signed commit/i, "the branch requires signed commits"],
  [/merge queue/i, "the branch is changed by its merge queue only"],
  [/linear history|merge commits?/i, "the branch requires a linear history: squash or rebase"],
  [/force.?push|non.?fast.?forward/i, "the branch refuses forced updates"],
  [/not authorized to push/i, "only some may push to the branch: push to another branch and open a pull request"],
  [/deletion|cannot be deleted|can't delete/i, "the branch may not be deleted"],
  [/conversation/i, "all review threads must be resolved first"],
];

const IS_RULE = /rule violation|repository rule|protected branch|push protection|ruleset|protection rule/i;

/** What classic protection says of a push or a merge, without a word of itself. */
const IS_PROTECTION =
  /approv(ing|ed) review|required status check|not authorized to push|must not contain merge commits|must be made through the merge queue|verified signature/i;

/** 409 and 422 that a rule of the repository's owner gives. It is never bypassed, not even by people who could. */
export function ruledOut({ status, message }: Refusal): ToolError | undefined {
  const refused = status === 409 || status === 422 || status === 405 || status === 403;
  return refused && isRule(message) ? new ToolError("policy_denied", ruleSentence(message)) : undefined;
}

/** The sentence for what a rule said. */
export function ruleSentence(message: string): string {
  const reason =
    RULES.find(([pattern]) => pattern.test(message))?.[1] ?? "see the repository's rules with get_repository";
  return `A rule of the repository refuses this: ${reason}.`;
}

/** True where a message is that of a rule. */
export function isRule(message: string): boolean {
  return IS_RULE.test(message) || IS_PROTECTION.test(message);
}
