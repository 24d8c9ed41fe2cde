import type { JsonObject } from "../http/body.ts";
import { isObject } from "../http/body.ts";
import { invalid, unprocessable } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import { issueTypeShape } from "../shape/issue-type.ts";
import type { Issue, StateReason } from "../state/issues.ts";
import { setAssignees } from "../state/issues/assignees.ts";
import { closeIssue, reopenIssue } from "../state/issues/change-state.ts";
import { setLabels } from "../state/issues/labels.ts";
import { findMilestone, setMilestone } from "../state/issues/milestones.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import { crossReference } from "../state/issues/references.ts";
import type { Repository } from "../state/repository.ts";

/** What a request wants changed of an issue: read and found valid, not yet done. Absent members stay as they are. */
interface IssueChanges {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: "open" | "closed";
  readonly stateReason?: StateReason | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly milestone?: number | null;
  readonly type?: string | null;
}

/** Names in `labels`, which may be texts or objects with a `name`. */
export function labelNames(value: unknown): string[] {
  if (!Array.isArray(value)) throw invalid("Issue", "labels", "invalid");
  return value.map((item: unknown) => {
    const name = isObject(item) ? item["name"] : item;
    if (typeof name !== "string" || name === "") throw invalid("Label", "name", "missing_field");
    return name;
  });
}

/** A title may be sent as a number. */
export function readTitle(value: unknown, resource = "Issue"): string {
  const title = typeof value === "number" ? String(value) : value;
  if (typeof title !== "string" || title.trim() === "") throw invalid(resource, "title", "missing_field");
  return title;
}

function readText(value: unknown): string | null {
  if (value !== null && typeof value !== "string")
    throw unprocessable("Invalid request.\n\nFor 'properties/body', it is not a string.");
  return value;
}

function readLogins(value: unknown): string[] {
  if (!Array.isArray(value)) throw invalid("Issue", "assignees", "invalid");
  return value.filter((login) => typeof login === "string");
}

function readMilestone(repository: Repository, value: unknown): number | null {
  if (value === null || value === "") return null;
  const number = Number(value);
  if (!findMilestone(repository, number)) throw invalid("Issue", "milestone", "invalid");
  return number;
}

function readType(repository: Repository, value: unknown): string | null {
  const name = isObject(value) ? value["name"] : value;
  if (name === null || name === "") return null;
  const type = typeof name === "string" ? issueTypeShape(repository, name) : null;
  if (!type) throw invalid("Issue", "type", "invalid");
  return type.name;
}

const REASONS = ["completed", "not_planned", "duplicate", "reopened"] as const satisfies readonly StateReason[];

function readState({ state, state_reason: reason }: JsonObject): Pick<IssueChanges, "state" | "stateReason"> {
  if (state !== undefined && state !== "open" && state !== "closed") throw invalid("Issue", "state", "invalid");
  const known = REASONS.find((candidate) => candidate === reason);
  if (reason !== undefined && reason !== null && known === undefined) throw invalid("Issue", "state_reason", "invalid");
  return { ...(state === undefined ? {} : { state }), ...(reason === undefined ? {} : { stateReason: known ?? null }) };
}

/** Reads the members of an issue's request body. @throws Refusal 422 before anything is changed. */
export function readIssueChanges(repository: Repository, body: JsonObject): IssueChanges {
  const { title, body: text, labels, milestone, type, assignee } = body;
  const assignees =
    body["assignees"] ?? (typeof assignee === "string" ? [assignee] : assignee === null ? [] : undefined);
  return {
    ...(title === undefined || title === null ? {} : { title: readTitle(title) }),
    ...(text === undefined ? {} : { body: readText(text) }),
    ...readState(body),
    ...(labels === undefined ? {} : { labels: labelNames(labels) }),
    ...(assignees === undefined ? {} : { assignees: readLogins(assignees) }),
    ...(milestone === undefined ? {} : { milestone: readMilestone(repository, milestone) }),
    ...(type === undefined ? {} : { type: readType(repository, type) }),
  };
}

function changeState(call: Call, issue: Issue, { state, stateReason }: IssueChanges): void {
  const actor = call.viewer.account.login;
  if (state === "open") reopenIssue(call.world, issue, actor);
  else if (state === "closed" || (issue.state === "closed" && stateReason)) {
    const kept = issue.state === "closed" ? issue.stateReason : "completed";
    closeIssue(call.world, issue, actor, stateReason ?? kept);
  }
}

/** Applies changes. Unassignable people vanish, unknown labels appear. */
export function changeIssue(call: Call, repository: Repository, issue: Issue, changes: IssueChanges): void {
  const { world } = call;
  const actor = call.viewer.account.login;
  const { title, body, labels, assignees, milestone, type } = changes;
  changeState(call, issue, changes);
  if (title !== undefined && title !== issue.title) {
    recordEvent(world, issue, actor, { event: "renamed", from: issue.title, to: title });
    issue.title = title;
  }
  if (body !== undefined) {
    issue.body = body;
    crossReference(world, repository, issue, actor, body ?? "");
  }
  if (labels) setLabels(world, repository, issue, labels, actor);
  if (assignees) setAssignees(world, repository, issue, assignees, actor);
  if (milestone !== undefined) setMilestone(world, repository, issue, milestone, actor);
  if (type !== undefined) issue.type = type;
  issue.updatedAtMs = world.now();
}
