import { bodyOf, optionalString } from "../http/body.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { issueOfPull } from "../shape/pull.ts";
import { commitOf, mergeCommits } from "../state/git.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import type { Pull } from "../state/pulls.ts";
import { isBehind, ruleViolations } from "../state/pulls/merge-rules.ts";
import { mergePull } from "../state/pulls/merge-pull.ts";
import type { MergeMethod } from "../state/pulls/merge-pull.ts";
import { conflictsOf } from "../state/pulls/mergeability.ts";
import { baseTip } from "../state/pulls/pull-diff.ts";
import { moveRef } from "../state/push.ts";
import { writeSignedCommit } from "../state/pulls/signed-commit.ts";
import type { Repository } from "../state/repository.ts";
import { announcePull } from "./announce.ts";
import { pullOf } from "./pull-of.ts";

const SWITCHED_OFF: Record<MergeMethod, (repository: Repository) => string | undefined> = {
  merge: (repository) =>
    repository.allowMergeCommit ? undefined : "Merge commits are not allowed on this repository.",
  squash: (repository) =>
    repository.allowSquashMerge ? undefined : "Squash merges are not allowed on this repository.",
  rebase: (repository) =>
    repository.allowRebaseMerge ? undefined : "Rebase merges are not allowed on this repository.",
};

function methodOf(text: string | undefined): MergeMethod {
  const method = text ?? "merge";
  if (method !== "merge" && method !== "squash" && method !== "rebase") {
    throw new Refusal(
      422,
      `Invalid request.\n\nFor 'properties/merge_method', ${method} is not a member of ["merge", "squash", "rebase"].`,
    );
  }
  return method;
}

/** Why this merge cannot be, in the order GitHub finds it. */
function refuse(call: Call, repository: Repository, pull: Pull, method: MergeMethod, sha: string | undefined): void {
  const issue = issueOfPull(repository, pull);
  if (issue.state !== "open") throw new Refusal(405, "Pull Request is not mergeable");
  if (sha !== undefined && sha !== pull.headSha)
    throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
  if (pull.draft) throw new Refusal(405, "Pull Request is still a draft");
  const off = SWITCHED_OFF[method](repository);
  if (off !== undefined) throw new Refusal(405, off);
  if (conflictsOf(repository, pull).length > 0) throw new Refusal(405, "Pull Request is not mergeable");
  const violations = ruleViolations(call.world, repository, pull, call.viewer.account.login);
  if (violations.length > 0)
    throw new Refusal(405, `Repository rule violations found\n\n${violations.join("\n\n")}\n\n`);
  if (isBehind(repository, pull))
    throw new Refusal(
      405,
      "Repository rule violations found\n\nThis branch must be up to date with the base branch.\n\n",
    );
}

function merge(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call, "push");
  const pull = pullOf(call, repository);
  const body = bodyOf(call);
  const method = methodOf(optionalString(body, "merge_method"));
  refuse(call, repository, pull, method, optionalString(body, "sha"));
  const title = optionalString(body, "commit_title");
  const message = optionalString(body, "commit_message");
  const sha = mergePull(world, repository, pull, {
    method,
    by: viewer.account,
    ...(title === undefined ? {} : { title }),
    ...(message === undefined ? {} : { message }),
  });
  if (repository.deleteBranchOnMerge && pull.headRepositoryId === repository.id) {
    moveRef(world, repository, { ref: `refs/heads/${pull.headRef}`, to: null, account: viewer.account });
    recordEvent(world, issueOfPull(repository, pull), viewer.account.login, { event: "head_ref_deleted" });
  }
  announcePull(call, repository, pull, "closed");
  return { status: 200, body: { sha, merged: true, message: "Pull Request successfully merged" } };
}

/** Brings the base into the head by a merge commit on the head branch. */
function updateBranch(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call, "push");
  const pull = pullOf(call, repository);
  const expected = optionalString(bodyOf(call), "expected_head_sha");
  if (expected !== undefined && expected !== pull.headSha) {
    throw new Refusal(422, "Validation Failed", [
      {
        resource: "PullRequest",
        code: "custom",
        field: "expected_head_sha",
        message: "expected_head_sha does not match the head of the pull request",
      },
    ]);
  }
  const head = world.repositories.get(pull.headRepositoryId ?? -1);
  const base = baseTip(repository, pull);
  const { tree, conflicts } = mergeCommits(repository.git, pull.headSha, base);
  if (!head || conflicts.length > 0) throw new Refusal(422, "merge conflict between base and head");
  const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`;
  if (commitOf(repository.git, pull.headSha).tree === tree)
    throw new Refusal(422, "There are no new commits on the base branch.");
  const commit = writeSignedCommit(world, head.git, viewer.account, { tree, parents: [pull.headSha, base], message });
  moveRef(world, head, { ref: `refs/heads/${pull.headRef}`, to: commit.oid, account: viewer.account });
  announcePull(call, repository, pull, "synchronize");
  return {
    status: 202,
    body: {
      message: "Updating pull request branch.",
      url: `${world.urls.rest}/repos/${repository.fullName}/pulls/${pull.number}`,
    },
  };
}

export const mergeRoutes: readonly Route[] = [
  route("PUT", "/repos/{owner}/{repo}/pulls/{pull_number}/merge", merge),
  route("PUT", "/repos/{owner}/{repo}/pulls/{pull_number}/update-branch", updateBranch),
];
