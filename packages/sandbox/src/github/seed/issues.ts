import { addAssignees } from "../state/issues/assignees.ts";
import { addComment } from "../state/issues/add-comment.ts";
import { closeIssue } from "../state/issues/change-state.ts";
import { addLabels, createLabel } from "../state/issues/labels.ts";
import { createMilestone, setMilestone } from "../state/issues/milestones.ts";
import { openIssue } from "../state/issues/open-issue.ts";
import { addSubIssue } from "../state/issues/sub-issues.ts";
import type { Issue } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import type { IssueText, LabelText, MilestoneText } from "../../harbor/texts/issue-text.ts";

/** Labels and milestones come first: issues name them. */
export function seedLabels(
  world: World,
  repository: Repository,
  labels: readonly LabelText[],
  milestones: readonly MilestoneText[] = [],
): void {
  for (const label of labels) createLabel(world, repository, label);
  for (const { title, description, state, ageDays, dueInDays } of milestones) {
    const facts = { title, description, state, dueOnMs: daysAgo(-dueInDays) };
    const milestone = createMilestone(world, repository, "mlind", facts, daysAgo(ageDays));
    if (state === "closed") milestone.closedAtMs = daysAgo(-dueInDays);
  }
}

function seedIssue(world: World, repository: Repository, text: IssueText): Issue {
  const { author, title, body } = text;
  const atMs = daysAgo(text.ageDays);
  const issue = openIssue(world, repository, { author, title, body, atMs });
  if (issue.number !== text.number)
    throw new Error(`issue ${text.number} of ${repository.fullName} became ${issue.number}`);
  addLabels(world, repository, issue, text.labels ?? [], author, atMs);
  addAssignees(world, repository, issue, text.assignees ?? [], author, atMs);
  const milestone = repository.issues.milestones.find((candidate) => candidate.title === text.milestone);
  if (milestone) setMilestone(world, repository, issue, milestone.number, author, atMs);
  const parent = text.parent === undefined ? undefined : repository.issues.byNumber.get(text.parent);
  if (parent) addSubIssue(world, { repository, issue: parent }, { repository, issue }, author, atMs);
  return issue;
}

/** Opens issues in order; what was said about them follows with `seedConversations`. */
export function seedIssues(world: World, repository: Repository, texts: readonly IssueText[]): void {
  for (const text of texts) seedIssue(world, repository, text);
}

/** Comments and closings, oldest first, once everything they may name is there. */
export function seedConversations(
  world: World,
  rows: readonly { repository: Repository; texts: readonly IssueText[] }[],
): void {
  const turns = rows.flatMap(({ repository, texts }) =>
    texts.flatMap(({ number, comments = [], closed }) => {
      const issue = repository.issues.byNumber.get(number);
      if (!issue) return [];
      return [
        ...comments.map(({ author, ageDays, body }) => ({
          ageDays,
          tell: () => void addComment(world, repository, issue, author, body, daysAgo(ageDays)),
        })),
        ...(closed
          ? [
              {
                ageDays: closed.ageDays,
                tell: () => closeIssue(world, issue, closed.by, closed.reason, { atMs: daysAgo(closed.ageDays) }),
              },
            ]
          : []),
      ];
    }),
  );
  for (const { tell } of turns.toSorted((a, b) => b.ageDays - a.ageDays)) tell();
}
