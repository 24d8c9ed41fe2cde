import { advanceRuns } from "../actions/advance-runs.ts";
import { closeIssue } from "../issues/change-state.ts";
import type { Pull } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import { rulesetsOf } from "../ruleset.ts";
import type { World } from "../world.ts";
import { mergeWhenReady } from "./merge-when-ready.ts";

function dismissesStale(repository: Repository, pull: Pull): boolean {
  const rules = rulesetsOf(repository, pull.baseRef).flatMap((ruleset) => ruleset.rules);
  return rules.some((rule) => rule.type === "pull_request" && rule.dismissStaleReviews);
}

/**
 * Lets an open pull request follow its branch: a push moves the head, a deleted branch closes it, auto-merge takes its
 * chance. Every reader of a pull
 * request calls this first, so nobody ever sees a head that is not the branch's.
 */
export function syncHead(world: World, repository: Repository, pull: Pull): Pull {
  advanceRuns(world, repository);
  const issue = repository.issues.byNumber.get(pull.number);
  if (issue?.state !== "open") return pull;
  const headRepository = pull.headRepositoryId === null ? undefined : world.repositories.get(pull.headRepositoryId);
  const tip = headRepository?.git.refs.get(`refs/heads/${pull.headRef}`);
  if (tip === undefined) {
    closeIssue(world, issue, issue.author);
    return pull;
  }
  if (tip !== pull.headSha) {
    pull.headSha = tip;
    issue.updatedAtMs = world.now();
    if (dismissesStale(repository, pull)) {
      for (const review of pull.reviews) if (review.state === "APPROVED") review.state = "DISMISSED";
    }
  }
  mergeWhenReady(world, repository, pull);
  return pull;
}
