import { canSee } from "../../http/repository-of.ts";
import { entityId } from "../../shape/entity-id.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import { allows } from "../../state/access.ts";
import type { Issue, IssueComment, Label, Milestone } from "../../state/issues.ts";
import { authorAssociation } from "../../state/issues/author-association.ts";
import { labelsOf } from "../../state/issues/labels.ts";
import { findMilestone, milestoneCounts } from "../../state/issues/milestones.ts";
import { closingReferencesIn } from "../../state/issues/references.ts";
import { resolveRef, subIssuesOf } from "../../state/issues/sub-issues.ts";
import type { Repository } from "../../state/repository.ts";
import { findAccount } from "../../state/world.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

const escapeHtml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What issues and pull requests have in common. */
export function conversationPart(lens: Lens, repository: Repository, issue: Issue): Record<string, unknown> {
  const { world, viewer } = lens;
  const own = issue.author === viewer.account.login;
  return {
    number: issue.number,
    title: issue.title,
    titleHTML: escapeHtml(issue.title),
    body: issue.body ?? "",
    bodyText: issue.body ?? "",
    author: () => lens.actor(issue.author),
    authorAssociation: authorAssociation(world, repository, issue.author),
    assignees: (args: PageArguments) => {
      const accounts = issue.assignees.flatMap((login) => findAccount(world, login) ?? []);
      return connection("assignees", args, accounts, (account) => lens.account(account));
    },
    labels: (args: PageArguments) => connection("labels", args, labelsOf(repository, issue), (label) => lens.label(repository, label)),
    milestone: () => {
      const milestone = issue.milestone === null ? undefined : findMilestone(repository, issue.milestone);
      return milestone ? lens.milestone(repository, milestone) : null;
    },
    comments: (args: PageArguments & { orderBy?: { direction: string } | null }) => {
      const rows = args.orderBy ? issue.comments.toSorted((a, b) => a.updatedAtMs - b.updatedAtMs) : [...issue.comments];
      if (args.orderBy?.direction === "DESC") rows.reverse();
      return connection("comments", args, rows, (comment) => lens.comment(repository, issue, comment));
    },
    createdAt: isoTime(issue.createdAtMs),
    updatedAt: isoTime(issue.updatedAtMs),
    closedAt: isoTimeOrNull(issue.closedAtMs),
    closed: issue.state === "closed",
    locked: issue.locked,
    activeLockReason: issue.lockReason?.toUpperCase().replaceAll(/[- ]/g, "_") ?? null,
    repository: () => lens.repository(repository),
    viewerCanUpdate: own || allows(viewer.account, repository, "triage"),
    viewerDidAuthor: own,
  };
}

/** `Issue` */
export function issueEntity(lens: Lens, repository: Repository, issue: Issue): Entity {
  const { world, viewer } = lens;
  const visible = <Row extends { repository: Repository }>(rows: readonly Row[]): Row[] => rows.filter((row) => canSee(viewer, row.repository));
  return {
    __typename: "Issue",
    ...conversationPart(lens, repository, issue),
    id: entityId("issue", repository, issue.id),
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    isPinned: false,
    ...repositorySiteUrl(world, repository, `/issues/${issue.number}`),
    parent: () => {
      const parent = issue.parent && resolveRef(world, issue.parent);
      return parent && canSee(viewer, parent.repository) ? lens.issue(parent.repository, parent.issue) : null;
    },
    subIssues: (args: PageArguments) =>
      connection("subIssues", args, visible(subIssuesOf(world, issue)), (child) => lens.issue(child.repository, child.issue)),
    subIssuesSummary: () => {
      const children = subIssuesOf(world, issue);
      const completed = children.filter((child) => child.issue.state === "closed").length;
      return { total: children.length, completed, percentCompleted: children.length === 0 ? 0 : Math.trunc((completed / children.length) * 100) };
    },
    closedByPullRequestsReferences: (args: PageArguments & { includeClosedPrs?: boolean | null }) => {
      const rows = [...repository.pulls.byNumber.values()].filter((pull) => {
        const other = repository.issues.byNumber.get(pull.number);
        if (!other || (other.state === "closed" && pull.mergedAtMs === null && args.includeClosedPrs !== true)) return false;
        return closingReferencesIn(world, repository, other.body ?? "").some((found) => found.issue === issue);
      });
      return connection("closedByPullRequestsReferences", args, rows, (pull) => lens.pull(repository, pull));
    },
  };
}

/** `IssueComment` */
export function commentEntity(lens: Lens, repository: Repository, issue: Issue, comment: IssueComment): Entity {
  const page = issue.isPull ? "pull" : "issues";
  const pull = repository.pulls.byNumber.get(issue.number);
  return {
    __typename: "IssueComment",
    id: entityId("comment", repository, comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: () => lens.actor(comment.author),
    authorAssociation: authorAssociation(lens.world, repository, comment.author),
    body: comment.body,
    bodyText: comment.body,
    createdAt: isoTime(comment.createdAtMs),
    updatedAt: isoTime(comment.updatedAtMs),
    ...repositorySiteUrl(lens.world, repository, `/${page}/${issue.number}#issuecomment-${comment.id}`),
    issue: () => lens.issue(repository, issue),
    pullRequest: () => (pull ? lens.pull(repository, pull) : null),
    repository: () => lens.repository(repository),
    viewerDidAuthor: comment.author === lens.viewer.account.login,
  };
}

/** `Label` */
export function labelEntity(lens: Lens, repository: Repository, label: Label): Entity {
  return {
    __typename: "Label",
    id: entityId("label", repository, label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: label.isDefault,
    createdAt: isoTime(repository.createdAtMs),
    updatedAt: isoTime(repository.createdAtMs),
    ...repositorySiteUrl(lens.world, repository, `/labels/${encodeURIComponent(label.name)}`),
    repository: () => lens.repository(repository),
  };
}

/** `Milestone` */
export function milestoneEntity(lens: Lens, repository: Repository, milestone: Milestone): Entity {
  const { open, closed } = milestoneCounts(repository, milestone);
  return {
    __typename: "Milestone",
    id: entityId("milestone", repository, milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    state: milestone.state.toUpperCase(),
    dueOn: isoTimeOrNull(milestone.dueOnMs),
    createdAt: isoTime(milestone.createdAtMs),
    updatedAt: isoTime(milestone.updatedAtMs),
    closedAt: isoTimeOrNull(milestone.closedAtMs),
    closed: milestone.state === "closed",
    progressPercentage: open + closed === 0 ? 0 : (closed / (open + closed)) * 100,
    ...repositorySiteUrl(lens.world, repository, `/milestone/${milestone.number}`),
    creator: () => lens.actor(milestone.creator),
    repository: () => lens.repository(repository),
  };
}
