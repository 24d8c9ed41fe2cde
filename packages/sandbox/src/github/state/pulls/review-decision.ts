import { allows } from "../access.ts";
import type { Pull, Review } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import { rulesetsOf } from "../ruleset.ts";
import type { World } from "../world.ts";
import { findAccount } from "../world.ts";

/** Each reviewer's newest opinion: approval, changes requested, or dismissed. */
export function latestOpinions(pull: Pull): Review[] {
  const opinions = pull.reviews.filter(({ state }) => state !== "PENDING" && state !== "COMMENTED");
  return [...new Map(opinions.map((review) => [review.author, review])).values()];
}

/** Opinions that count towards a merge: those of people who may push. */
export function countingOpinions(world: World, repository: Repository, pull: Pull): Review[] {
  return latestOpinions(pull).filter((review) => {
    const account = findAccount(world, review.author);
    return account !== undefined && allows(account, repository, "push");
  });
}

/** How many approvals the rules of the base branch ask for. */
function approvalsNeeded(repository: Repository, baseRef: string): number {
  const rules = rulesetsOf(repository, baseRef).flatMap((ruleset) => ruleset.rules);
  return Math.max(0, ...rules.map((rule) => (rule.type === "pull_request" ? rule.requiredApprovals : 0)));
}

/** GitHub's `reviewDecision`; null where nobody has to review and nobody did. */
export function reviewDecision(
  world: World,
  repository: Repository,
  pull: Pull,
): "APPROVED" | "CHANGES_REQUESTED" | "REVIEW_REQUIRED" | null {
  const opinions = countingOpinions(world, repository, pull);
  if (opinions.some(({ state }) => state === "CHANGES_REQUESTED")) return "CHANGES_REQUESTED";
  const approvals = opinions.filter(({ state }) => state === "APPROVED").length;
  const needed = approvalsNeeded(repository, pull.baseRef);
  if (needed === 0) return approvals > 0 ? "APPROVED" : null;
  return approvals >= needed ? "APPROVED" : "REVIEW_REQUIRED";
}
