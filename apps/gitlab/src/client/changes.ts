import { ToolError } from "@fairlead/core";
import { changedSet, namesWithout } from "@fairlead/domain/names";
import type { TextEdit } from "@fairlead/domain/text-edit";
import { editedText } from "../shape/edited-text.ts";
import { namesOf, type UpstreamIssue } from "../shape/issue.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { resolveLabels, resolveMilestone, resolvePeople } from "./names.ts";
import { ignoredOf, type Wanted } from "./new-issue.ts";
import { refuseQuickActions } from "./refuse-quick-actions.ts";

/** What issues and merge requests can be changed in alike. */
export interface CommonChange {
  title?: string | undefined;
  description?: string | undefined;
  edits?: readonly TextEdit[] | undefined;
  state?: "opened" | "closed" | undefined;
  labels?: readonly string[] | undefined;
  add_labels?: readonly string[] | undefined;
  remove_labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  /** "" clears. */
  milestone?: string | undefined;
}

/** A request whose fields all differ from what is there, and what is there, both in the words of the tool. */
export interface ChangePlan {
  /** In gitbeaker's spelling. */
  request: Record<string, unknown>;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  wanted: Wanted;
}

type Changed = Pick<UpstreamIssue, "title" | "description" | "state" | "labels" | "assignees" | "milestone">;

/** Adds a field to a plan where it differs. */
export function plan(into: ChangePlan, field: string, now: unknown, next: unknown, request: object): void {
  if (next === undefined || JSON.stringify(now ?? null) === JSON.stringify(next)) return;
  into.before[field] = now;
  into.after[field] = next;
  Object.assign(into.request, request);
}

/**
 * Works out which fields to send: those that are named and not so already.
 *
 * @throws ToolError `invalid_input` for names that are not there, and texts that would run as commands.
 */
export async function planCommon(
  client: GitlabClient,
  project: string,
  row: Changed,
  asked: CommonChange,
): Promise<ChangePlan> {
  const named = [...(asked.labels ?? []), ...(asked.add_labels ?? [])];
  const [labels, people, milestone] = await Promise.all([
    resolveLabels(client, project, named),
    asked.assignees === undefined ? undefined : resolvePeople(client, project, asked.assignees),
    asked.milestone === undefined || asked.milestone === ""
      ? undefined
      : resolveMilestone(client, project, asked.milestone),
  ]);
  const description = editedText(row.description, asked);
  refuseQuickActions(client, description);
  const count = asked.labels?.length ?? 0;
  const set = changedSet(row.labels ?? [], {
    all: asked.labels && labels.slice(0, count),
    add: labels.slice(count),
    remove: asked.remove_labels,
  });
  const assignees = people?.map(({ username }) => username);
  const made: ChangePlan = {
    request: {},
    before: {},
    after: {},
    wanted: { labels, assignees, milestone: milestone?.title },
  };
  plan(made, "title", row.title, asked.title, { title: asked.title });
  plan(made, "description", row.description ?? "", description, { description });
  plan(made, "state", row.state, asked.state, { stateEvent: asked.state === "closed" ? "close" : "reopen" });
  if (set !== undefined) plan(made, "labels", row.labels ?? [], set, labelRequest(row.labels ?? [], set, asked));
  if (people && changedSet(namesOf(row.assignees), { all: assignees }) !== undefined) {
    const assigneeIds = people.length > 0 ? people.map(({ id }) => id) : [0];
    plan(made, "assignees", namesOf(row.assignees), assignees, { assigneeIds });
  }
  if (asked.milestone !== undefined) {
    plan(made, "milestone", row.milestone?.title ?? "", milestone?.title ?? "", { milestoneId: milestone?.id ?? 0 });
  }
  return made;
}

/** A whole set only where one is meant: what somebody adds meanwhile shall stay. */
function labelRequest(now: readonly string[], set: readonly string[], { labels }: CommonChange): object {
  if (labels !== undefined) return { labels: set.join(",") };
  const [add, remove] = [namesWithout(set, now), namesWithout(now, set)];
  return {
    ...(add.length > 0 && { addLabels: add.join(",") }),
    ...(remove.length > 0 && { removeLabels: remove.join(",") }),
  };
}

/** Fields that GitLab answers as they were, though another value was sent: it leaves out what an account may not set. */
function keptOf({ after }: ChangePlan, now: object): string[] {
  const row = now as Readonly<Record<string, unknown>>;
  return ["state", "due_date", "confidential", "target_branch"].filter(
    (field) => after[field] !== undefined && field in row && (row[field] ?? "") !== after[field],
  );
}

/** What GitLab left out of a change, and the fields that have changed. */
export function outcomeOf(change: ChangePlan, wanted: Wanted, now: Parameters<typeof ignoredOf>[1]) {
  const ignored = [...(ignoredOf(wanted, now) ?? []), ...keptOf(change, now)];
  const changed = Object.keys(change.after).filter(
    (field) => !ignored.some((left) => left.startsWith(field.slice(0, -1))),
  );
  return { changed, ignored: ignored.length > 0 ? ignored : undefined };
}

/** @throws ToolError `conflict` where something has changed since it was read. */
export function refuseChanged(at: string | null | undefined, expected: string | undefined): void {
  if (expected === undefined || Date.parse(expected) === Date.parse(at ?? "")) return;
  throw new ToolError("conflict", "It has changed since: read it again, then repeat with its updated_at.", {
    details: { updated_at: at },
  });
}
