import { verdictsOn } from "../checks/latest.ts";
import { isAncestor } from "../git.ts";
import type { Pull } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import { rulesetsOf } from "../ruleset.ts";
import type { Rule } from "../ruleset.ts";
import type { World } from "../world.ts";
import { baseTip } from "./pull-diff.ts";
import { countingOpinions } from "./review-decision.ts";

/** Rules of the base branch; with a login, only those that person cannot pass by. */
function rulesFor(repository: Repository, pull: Pull, login?: string): Rule[] {
  return rulesetsOf(repository, pull.baseRef)
    .filter((ruleset) => login === undefined || !ruleset.bypass.includes(login.toLowerCase()))
    .flatMap((ruleset) => ruleset.rules);
}

export function requiredChecks(repository: Repository, baseRef: string): string[] {
  const rules = rulesetsOf(repository, baseRef).flatMap((ruleset) => ruleset.rules);
  return [...new Set(rules.flatMap((rule) => (rule.type === "required_status_checks" ? rule.contexts : [])))];
}

/** True where a rule wants the head to contain the base's tip, and it does not. */
export function isBehind(repository: Repository, pull: Pull): boolean {
  const strict = rulesFor(repository, pull).some((rule) => rule.type === "required_status_checks" && rule.strict);
  return strict && !isAncestor(repository.git, baseTip(repository, pull), pull.headSha);
}

function reviewSentences(
  world: World,
  repository: Repository,
  pull: Pull,
  rule: Extract<Rule, { type: "pull_request" }>,
): string[] {
  const opinions = countingOpinions(world, repository, pull);
  const out: string[] = [];
  if (opinions.some(({ state }) => state === "CHANGES_REQUESTED")) {
    out.push("Changes have been requested by reviewers with write access.");
  }
  const approvals = opinions.filter(({ state }) => state === "APPROVED").length;
  if (approvals < rule.requiredApprovals) {
    const count = rule.requiredApprovals;
    out.push(
      `At least ${count} approving review${count === 1 ? " is" : "s are"} required by reviewers with write access.`,
    );
  }
  if (rule.requireThreadResolution && pull.threads.some((thread) => thread.resolvedBy === null)) {
    out.push("A conversation must be resolved before this pull request can be merged.");
  }
  return out;
}

const CHECK_SENTENCE = { failure: "is failing", pending: "is in progress", expected: "is expected" } as const;

/** One sentence per rule that stands between a pull request and its merge; `login` is who wants to merge. */
export function ruleViolations(world: World, repository: Repository, pull: Pull, login?: string): string[] {
  const verdicts = verdictsOn(repository, pull.headSha);
  return rulesFor(repository, pull, login).flatMap((rule) => {
    if (rule.type === "pull_request") return reviewSentences(world, repository, pull, rule);
    if (rule.type !== "required_status_checks") return [];
    return rule.contexts.flatMap((context) => {
      const verdict = verdicts.get(context) ?? "expected";
      return verdict === "success" ? [] : [`Required status check "${context}" ${CHECK_SENTENCE[verdict]}.`];
    });
  });
}
