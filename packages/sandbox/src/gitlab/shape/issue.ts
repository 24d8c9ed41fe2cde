import type { Discussion, Issue, Label, Milestone, Note } from "../state/issue.ts";
import { fullPathOf, type Project } from "../state/project.ts";
import type { World } from "../state/world.ts";
import { iso, isoOrNull, personShape } from "./user.ts";

export function labelShape(label: Label) {
  const { id, name, color, description } = label;
  return { id, name, color, text_color: "#FFFFFF", description, description_html: description };
}

export function milestoneShape(world: World, project: Project, row: Milestone) {
  return {
    id: row.id,
    iid: row.iid,
    project_id: project.id,
    title: row.title,
    description: row.description,
    state: row.state,
    created_at: iso(row.createdAtMs),
    updated_at: iso(row.updatedAtMs),
    due_date: row.dueDate,
    start_date: row.startDate,
    expired: row.dueDate !== null && Date.parse(row.dueDate) < world.now(),
    web_url: `${world.url}/${fullPathOf(project)}/-/milestones/${row.iid}`,
  };
}

export function issueShape(world: World, project: Project, issue: Issue) {
  const path = fullPathOf(project);
  const assignees = issue.assignees.map((name) => personShape(world, name));
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: iso(issue.createdAtMs),
    updated_at: iso(issue.updatedAtMs),
    closed_at: isoOrNull(issue.closedAtMs),
    closed_by: null,
    labels: issue.labels,
    milestone: issue.milestone ? milestoneShape(world, project, issue.milestone) : null,
    assignees,
    author: personShape(world, issue.author),
    type: issue.type.toUpperCase(),
    assignee: assignees[0] ?? null,
    user_notes_count: issue.discussions.flatMap(({ notes }) => notes).filter(({ system }) => !system).length,
    merge_requests_count: 0,
    upvotes: 0,
    downvotes: 0,
    due_date: issue.dueDate,
    confidential: issue.confidential,
    discussion_locked: null,
    issue_type: issue.type,
    web_url: `${world.url}/${path}/-/issues/${issue.iid}`,
    references: { short: `#${issue.iid}`, relative: `#${issue.iid}`, full: `${path}#${issue.iid}` },
    has_tasks: false,
    weight: null,
  };
}

export function noteShape(
  world: World,
  noteable: { type: string; id: number; iid: number },
  note: Note,
  of?: Discussion,
) {
  return {
    id: note.id,
    type: note.position ? "DiffNote" : of && !of.individual ? "DiscussionNote" : null,
    body: note.body,
    author: personShape(world, note.author),
    created_at: iso(note.createdAtMs),
    updated_at: iso(note.updatedAtMs),
    system: note.system,
    noteable_id: noteable.id,
    noteable_type: noteable.type,
    noteable_iid: noteable.iid,
    resolvable: of?.resolvable ?? false,
    ...(of?.resolvable && {
      resolved: of.resolvedBy !== undefined,
      resolved_by: of.resolvedBy === undefined ? null : personShape(world, of.resolvedBy),
    }),
    confidential: note.internal,
    internal: note.internal,
    ...(note.position && { position: note.position }),
  };
}

export function discussionShape(world: World, noteable: { type: string; id: number; iid: number }, row: Discussion) {
  return {
    id: row.id,
    individual_note: row.individual,
    notes: row.notes.map((note) => noteShape(world, noteable, note, row)),
  };
}
