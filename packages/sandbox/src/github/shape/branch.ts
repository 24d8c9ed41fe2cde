import { allows } from "../state/access.ts";
import type { Account } from "../state/account.ts";
import type { Repository } from "../state/repository.ts";
import type { Rule } from "../state/ruleset.ts";
import { rulesetsOf } from "../state/ruleset.ts";
import type { World } from "../state/world.ts";
import { commitShape } from "./commit.ts";
import { encodePath } from "./path.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** A branch counts as protected where a ruleset rules it. */
export function isProtected(repository: Repository, branch: string): boolean {
  return rulesetsOf(repository, branch).length > 0;
}

/** `short-branch`: the row of branch lists. */
export function shortBranchShape(world: World, repository: Repository, name: string, oid: string) {
  const url = `${repositoryUrl(world, repository)}/commits/${oid}`;
  return { name, commit: { sha: oid, url }, protected: isProtected(repository, name) };
}

/** `branch-with-protection`; rulesets are not classic protection, which stays off. */
export function branchShape(world: World, repository: Repository, name: string, oid: string) {
  const url = `${repositoryUrl(world, repository)}/branches/${encodePath(name)}`;
  return {
    name,
    commit: commitShape(world, repository, oid),
    _links: { self: url, html: `${repositoryHtmlUrl(world, repository)}/tree/${name}` },
    protected: isProtected(repository, name),
    protection: { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
    protection_url: `${url}/protection`,
  };
}

function parametersOf(rule: Rule): object | undefined {
  if (rule.type === "pull_request") {
    return {
      required_approving_review_count: rule.requiredApprovals,
      dismiss_stale_reviews_on_push: rule.dismissStaleReviews,
      require_code_owner_review: rule.requireCodeOwnerReview,
      require_last_push_approval: rule.requireLastPushApproval,
      required_review_thread_resolution: rule.requireThreadResolution,
      allowed_merge_methods: ["merge", "squash", "rebase"],
    };
  }
  if (rule.type === "required_status_checks") {
    return {
      strict_required_status_checks_policy: rule.strict,
      do_not_enforce_on_create: false,
      required_status_checks: rule.contexts.map((context) => ({ context })),
    };
  }
  return undefined;
}

/** `repository-rule-detailed`: every rule on a branch with the ruleset it comes from. */
export function branchRulesShape(repository: Repository, branch: string) {
  return rulesetsOf(repository, branch).flatMap((ruleset) =>
    ruleset.rules.map((rule) => {
      const parameters = parametersOf(rule);
      return {
        type: rule.type,
        ...(parameters ? { parameters } : {}),
        ruleset_source_type: "Repository",
        ruleset_source: repository.fullName,
        ruleset_id: ruleset.id,
      };
    }),
  );
}

/** Classic protection is for admins' eyes; rulesets are for everybody. */
export function seesProtection(account: Account, repository: Repository): boolean {
  return allows(account, repository, "admin");
}
