import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import { allows } from "../../state/access.ts";
import type { Issue } from "../../state/issues.ts";
import { authorAssociation } from "../../state/issues/author-association.ts";
import { labelsOf } from "../../state/issues/labels.ts";
import { findMilestone } from "../../state/issues/milestones.ts";
import type { Repository } from "../../state/repository.ts";
import { findAccount } from "../../state/world.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Lens } from "../lens.ts";

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

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
    labels: (args: PageArguments) =>
      connection("labels", args, labelsOf(repository, issue), (label) => lens.label(repository, label)),
    milestone: () => {
      const milestone = issue.milestone === null ? undefined : findMilestone(repository, issue.milestone);
      return milestone ? lens.milestone(repository, milestone) : null;
    },
    comments: (args: PageArguments & { orderBy?: { direction: string } | null }) => {
      const rows = args.orderBy
        ? issue.comments.toSorted((a, b) => a.updatedAtMs - b.updatedAtMs)
        : [...issue.comments];
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
