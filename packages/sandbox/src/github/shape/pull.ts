import type { Account } from "../state/account.ts";
import type { Issue } from "../state/issues.ts";
import { authorAssociation } from "../state/issues/author-association.ts";
import { labelsOf } from "../state/issues/labels.ts";
import { findMilestone } from "../state/issues/milestones.ts";
import type { Pull } from "../state/pulls.ts";
import { readMergeability } from "../state/pulls/mergeability.ts";
import { baseTip, pullCommits, pullFiles } from "../state/pulls/pull-diff.ts";
import { visibleComments } from "../state/pulls/reviews.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { findTeam } from "../state/world.ts";
import { authorShape, authorShapes } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { labelShape } from "./label.ts";
import { milestoneShape } from "./milestone.ts";
import { repositoryHtmlUrl, repositoryShape, repositoryUrl } from "./repository.ts";
import { isoTime, isoTimeOrNull } from "./time.ts";
import { simpleUserShape } from "./user.ts";
import { teamShape } from "./organization.ts";

function endShape(world: World, repository: Repository, ref: string, sha: string, viewer: Account) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: simpleUserShape(world, repository.owner),
    repo: repositoryShape(world, repository, viewer),
  };
}

/** The issue row that every pull request has. @throws Error without it: a fault of the stand-in. */
export function issueOfPull(repository: Repository, pull: Pull): Issue {
  const issue = repository.issues.byNumber.get(pull.number);
  if (!issue) throw new Error(`pull request ${pull.number} without an issue`);
  return issue;
}

function linksShape(world: World, repository: Repository, pull: Pull) {
  const base = repositoryUrl(world, repository);
  const url = `${base}/pulls/${pull.number}`;
  return {
    self: { href: url },
    html: { href: `${repositoryHtmlUrl(world, repository)}/pull/${pull.number}` },
    issue: { href: `${base}/issues/${pull.number}` },
    comments: { href: `${base}/issues/${pull.number}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${base}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${base}/statuses/${pull.headSha}` },
  };
}

/** `pull-request-simple`: the row of lists. */
export function pullRowShape(world: World, repository: Repository, pull: Pull, viewer: Account) {
  const issue = issueOfPull(repository, pull);
  const links = linksShape(world, repository, pull);
  const milestone = issue.milestone === null ? undefined : findMilestone(repository, issue.milestone);
  const headRepository = world.repositories.get(pull.headRepositoryId ?? -1) ?? repository;
  return {
    url: links.self.href,
    id: pull.id,
    node_id: entityId("pull", repository, pull.id),
    html_url: links.html.href,
    diff_url: `${links.html.href}.diff`,
    patch_url: `${links.html.href}.patch`,
    issue_url: links.issue.href,
    commits_url: links.commits.href,
    review_comments_url: links.review_comments.href,
    review_comment_url: links.review_comment.href,
    comments_url: links.comments.href,
    statuses_url: links.statuses.href,
    number: pull.number,
    state: issue.state,
    locked: issue.locked,
    active_lock_reason: issue.lockReason,
    title: issue.title,
    user: authorShape(world, issue.author),
    body: issue.body,
    // In pull requests a label without description has an empty one.
    labels: labelsOf(repository, issue).map((label) =>
      labelShape(world, repository, { ...label, description: label.description ?? "" }),
    ),
    milestone: milestone ? milestoneShape(world, repository, milestone) : null,
    created_at: isoTime(issue.createdAtMs),
    updated_at: isoTime(issue.updatedAtMs),
    closed_at: isoTimeOrNull(issue.closedAtMs),
    merged_at: isoTimeOrNull(pull.mergedAtMs),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: authorShape(world, issue.assignees[0] ?? null),
    assignees: authorShapes(world, issue.assignees),
    requested_reviewers: authorShapes(world, pull.requestedReviewers),
    requested_teams: pull.requestedTeams.flatMap((slug) => {
      const team = findTeam(world, repository.owner.login, slug);
      return team ? teamShape(world, repository.owner, team) : [];
    }),
    head: endShape(world, headRepository, pull.headRef, pull.headSha, viewer),
    base: endShape(world, repository, pull.baseRef, baseTip(repository, pull), viewer),
    _links: links,
    author_association: authorAssociation(world, repository, issue.author),
    auto_merge: pull.autoMerge && {
      enabled_by: authorShape(world, pull.autoMerge.enabledBy),
      merge_method: pull.autoMerge.method,
      commit_title: pull.autoMerge.commitTitle ?? issue.title,
      commit_message: pull.autoMerge.commitMessage ?? "",
    },
    draft: pull.draft,
  };
}

/** `pull-request`: one pull request with its counts and, perhaps not yet, whether it can be merged. */
export function pullShape(world: World, repository: Repository, pull: Pull, viewer: Account) {
  const files = pullFiles(repository, pull);
  const { mergeable, state } = readMergeability(world, repository, pull);
  return {
    ...pullRowShape(world, repository, pull, viewer),
    merged: pull.mergedAtMs !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: state,
    merged_by: authorShape(world, pull.mergedBy),
    comments: issueOfPull(repository, pull).comments.length,
    review_comments: pull.threads.flatMap((thread) => visibleComments(pull, thread, viewer.login)).length,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: pullCommits(repository, pull).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}
