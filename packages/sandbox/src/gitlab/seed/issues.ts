import { daysAgo } from "../../harbor/epoch.ts";
import type { IssueText, LabelText, MilestoneText } from "../../harbor/texts/issue-text.ts";
import type { Issue } from "../state/issue.ts";
import type { Project } from "../state/project.ts";
import type { World } from "../state/world.ts";
import { newNote, startDiscussion } from "../state/write-note.ts";

/** The story's bots have no mark here. */
export const usernameOf = (login: string): string => login.replace("[bot]", "");

export function seedLabels(world: World, project: Project, labels: readonly LabelText[]): void {
  for (const { name, color, description } of labels) {
    project.labels.push({ id: world.nextId(), name, color: `#${color.toUpperCase()}`, description });
  }
}

export function seedMilestones(world: World, project: Project, texts: readonly MilestoneText[]): void {
  for (const [index, text] of texts.entries()) {
    project.milestones.push({
      id: world.nextId(),
      iid: index + 1,
      title: text.title,
      description: text.description,
      state: text.state === "open" ? "active" : "closed",
      startDate: null,
      dueDate: new Date(daysAgo(-text.dueInDays)).toISOString().slice(0, 10),
      createdAtMs: daysAgo(text.ageDays),
      updatedAtMs: daysAgo(text.ageDays),
    });
  }
}

/** Opens issues in order, with what was said about them. */
export function seedIssues(world: World, project: Project, texts: readonly IssueText[]): void {
  for (const text of texts) {
    const atMs = daysAgo(text.ageDays);
    const issue: Issue = {
      id: world.nextId(),
      iid: text.number,
      title: text.title,
      description: text.body ?? "",
      author: usernameOf(text.author),
      assignees: (text.assignees ?? []).map(usernameOf),
      labels: [...(text.labels ?? [])],
      milestone: project.milestones.find(({ title }) => title === text.milestone),
      state: text.closed ? "closed" : "opened",
      type: "issue",
      confidential: false,
      dueDate: null,
      createdAtMs: atMs,
      updatedAtMs: text.closed ? daysAgo(text.closed.ageDays) : atMs,
      closedAtMs: text.closed ? daysAgo(text.closed.ageDays) : undefined,
      discussions: [],
    };
    for (const { author, ageDays, body } of text.comments ?? []) {
      const note = newNote(world, { body, author: usernameOf(author), createdAtMs: daysAgo(ageDays) });
      startDiscussion(issue, note, true);
    }
    project.issues.set(issue.iid, issue);
  }
}
