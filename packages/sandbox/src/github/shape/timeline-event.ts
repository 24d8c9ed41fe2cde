import type { Account } from "../state/account.ts";
import type { IssueRef, TimelineEvent } from "../state/issues.ts";
import { resolveRef } from "../state/issues/sub-issues.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { findTeam } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { issueShape } from "./issue.ts";
import { issueTypeShape } from "./issue-type.ts";
import { repositoryShape, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";
import { teamShape } from "./organization.ts";

/** `issue-reference`: another issue named by an event; null where it is gone. */
function referenceShape(world: World, ref: IssueRef, viewer: Account) {
  const found = resolveRef(world, ref);
  if (!found) return null;
  const { repository, issue } = found;
  const type = issueTypeShape(repository, issue.type);
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    state_reason: issue.stateReason,
    repository: repositoryShape(world, repository, viewer),
    issue_type: type && { id: type.id, node_id: type.node_id, name: type.name, color: type.color },
  };
}

function reviewerShape(world: World, repository: Repository, reviewer: string) {
  const team = findTeam(world, repository.owner.login, reviewer);
  return team
    ? { requested_team: teamShape(world, repository.owner, team) }
    : { requested_reviewer: authorShape(world, reviewer) };
}

/** What the event's kind adds. */
function detailShape(world: World, repository: Repository, event: TimelineEvent, viewer: Account) {
  switch (event.event) {
    case "labeled":
    case "unlabeled":
      return { label: event.label };
    case "assigned":
    case "unassigned":
      return { assignee: authorShape(world, event.assignee), assigner: authorShape(world, event.actor) };
    case "milestoned":
    case "demilestoned":
      return { milestone: { title: event.milestone } };
    case "renamed":
      return { rename: { from: event.from, to: event.to } };
    case "closed":
      return { state_reason: event.stateReason };
    case "locked":
      return { lock_reason: event.reason };
    case "sub_issue_added":
    case "sub_issue_removed":
      return { sub_issue: referenceShape(world, event.issue, viewer) };
    case "parent_issue_added":
    case "parent_issue_removed":
      return { parent_issue: referenceShape(world, event.issue, viewer) };
    case "review_requested":
    case "review_request_removed":
      return { review_requester: authorShape(world, event.actor), ...reviewerShape(world, repository, event.reviewer) };
    case "review_dismissed":
      return {
        dismissed_review: { state: event.state, review_id: event.reviewId, dismissal_message: event.message },
      };
    default:
      return {};
  }
}

/** An event as the timeline and the event lists give it; a cross-reference has its own form. */
export function timelineEventShape(world: World, repository: Repository, event: TimelineEvent, viewer: Account) {
  const base = repositoryUrl(world, repository);
  const actor = authorShape(world, event.actor);
  const created = isoTime(event.atMs);
  if (event.event === "cross-referenced") {
    const source = resolveRef(world, event.source);
    const issue = source && {
      ...issueShape(world, source.repository, source.issue),
      repository: repositoryShape(world, source.repository, viewer),
    };
    return {
      event: event.event,
      actor,
      created_at: created,
      updated_at: created,
      source: { type: "issue", ...(issue ? { issue } : {}) },
    };
  }
  const commit = "commitSha" in event ? event.commitSha : null;
  return {
    id: event.id,
    node_id: entityId("event", repository, event.id),
    url: `${base}/issues/events/${event.id}`,
    actor,
    event: event.event,
    commit_id: commit,
    commit_url: commit === null ? null : `${base}/commits/${commit}`,
    created_at: created,
    ...detailShape(world, repository, event, viewer),
    performed_via_github_app: null,
  };
}
