/** A rule as `rules/branches/{branch}` reports it, of the kinds that the stand-in enforces. */
export type Rule =
  | { type: "deletion" }
  | { type: "non_fast_forward" }
  | {
      type: "pull_request";
      requiredApprovals: number;
      dismissStaleReviews: boolean;
      requireCodeOwnerReview: boolean;
      requireLastPushApproval: boolean;
      requireThreadResolution: boolean;
    }
  | { type: "required_status_checks"; strict: boolean; contexts: string[] };

export interface Ruleset {
  id: number;
  name: string;
  /** Branch names that it rules; `~DEFAULT_BRANCH` is the default one. */
  include: string[];
  enforcement: "active" | "disabled";
  rules: Rule[];
  /** Lower-case logins that may pass it by. */
  bypass: string[];
}

/** The active rulesets that rule a branch of a repository with this default branch. */
export function rulesetsOf(
  repository: { rulesets: readonly Ruleset[]; defaultBranch: string },
  branch: string,
): readonly Ruleset[] {
  return repository.rulesets.filter(
    (ruleset) =>
      ruleset.enforcement === "active" &&
      ruleset.include.some(
        (name) => name === branch || (name === "~DEFAULT_BRANCH" && branch === repository.defaultBranch),
      ),
  );
}
