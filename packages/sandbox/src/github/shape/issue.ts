import type { Issue } from "../state/issues.ts";
import { authorAssociation } from "../state/issues/author-association.ts";
import { labelsOf } from "../state/issues/labels.ts";
import { findMilestone } from "../state/issues/milestones.ts";
import { resolveRef, subIssuesOf } from "../state/issues/sub-issues.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { authorShape, authorShapes } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { issueTypeShape } from "./issue-type.ts";
import { labelShape } from "./label.ts";
import { milestoneShape } from "./milestone.ts";
import { reactionsShape } from "./reactions.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime, isoTimeOrNull } from "./time.ts";

/** What the issue side of a pull request adds: the sign by which clients tell the two apart. */
function pullPart(world: World, repository: Repository, issue: Issue) {
  const pull = repository.pulls.byNumber.get(issue.number);
  if (!pull) return {};
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${issue.number}`;
  return {
    draft: pull.draft,
    pull_request: {
      url: `${repositoryUrl(world, repository)}/pulls/${issue.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: isoTimeOrNull(pull.mergedAtMs),
    },
  };
}

function relationsPart(world: World, repository: Repository, issue: Issue) {
  if (issue.isPull) return {};
  const children = subIssuesOf(world, issue).map((child) => child.issue);
  const completed = children.filter(({ state }) => state === "closed").length;
  const parent = issue.parent && resolveRef(world, issue.parent);
  const blockers = issue.blockedBy.flatMap((ref) => resolveRef(world, ref)?.issue ?? []);
  const blocked = [...world.repositories.values()]
    .flatMap((other) => Array.from(other.issues.byNumber.values()))
    .filter(({ blockedBy }) =>
      blockedBy.some((ref) => ref.repositoryId === repository.id && ref.number === issue.number),
    );
  return {
    type: issueTypeShape(repository, issue.type),
    sub_issues_summary: {
      total: children.length,
      completed,
      percent_completed: children.length === 0 ? 0 : Math.trunc((completed / children.length) * 100),
    },
    issue_dependencies_summary: {
      blocked_by: blockers.filter(({ state }) => state === "open").length,
      total_blocked_by: blockers.length,
      blocking: blocked.filter(({ state }) => state === "open").length,
      total_blocking: blocked.length,
    },
    ...(parent ? { parent_issue_url: `${repositoryUrl(world, parent.repository)}/issues/${parent.issue.number}` } : {}),
  };
}

/** `issue`: the row of lists and the whole of it, for issues and pull requests alike. */
export function issueShape(world: World, repository: Repository, issue: Issue) {
  const base = repositoryUrl(world, repository);
  const url = `${base}/issues/${issue.number}`;
  const milestone = issue.milestone === null ? undefined : findMilestone(repository, issue.milestone);
  const pull = repository.pulls.byNumber.get(issue.number);
  return {
    url,
    repository_url: base,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repositoryHtmlUrl(world, repository)}/${issue.isPull ? "pull" : "issues"}/${issue.number}`,
    id: issue.id,
    node_id: pull ? entityId("pull", repository, pull.id) : entityId("issue", repository, issue.id),
    number: issue.number,
    title: issue.title,
    user: authorShape(world, issue.author),
    labels: labelsOf(repository, issue).map((label) => labelShape(world, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: authorShape(world, issue.assignees[0] ?? null),
    assignees: authorShapes(world, issue.assignees),
    milestone: milestone ? milestoneShape(world, repository, milestone) : null,
    comments: issue.comments.length,
    created_at: isoTime(issue.createdAtMs),
    updated_at: isoTime(issue.updatedAtMs),
    closed_at: isoTimeOrNull(issue.closedAtMs),
    author_association: authorAssociation(world, repository, issue.author),
    active_lock_reason: issue.lockReason,
    ...pullPart(world, repository, issue),
    ...relationsPart(world, repository, issue),
    body: issue.body,
    closed_by: authorShape(world, issue.closedBy),
    reactions: reactionsShape(url, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  };
}
