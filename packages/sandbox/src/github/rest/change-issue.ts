import type { JsonObject } from "../http/body.ts";
import { isObject } from "../http/body.ts";
import { invalid } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import { Refusal } from "../http/route.ts";
import { issueTypeShape } from "../shape/issue-type.ts";
import type { Issue, StateReason } from "../state/issues.ts";
import { setAssignees } from "../state/issues/assignees.ts";
import { closeIssue, reopenIssue } from "../state/issues/change-state.ts";
import { setLabels } from "../state/issues/labels.ts";
import { findMilestone, setMilestone } from "../state/issues/milestones.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import { crossReference } from "../state/issues/references.ts";
import type { Repository } from "../state/repository.ts";

/** Names in `labels`, which may be texts or objects with a `name`. */
export function labelNames(value: unknown): string[] {
  if (!Array.isArray(value)) throw invalid("Issue", "labels", "invalid");
  return value.map((item: unknown) => {
    const name = isObject(item) ? item["name"] : item;
    if (typeof name !== "string" || name === "") throw invalid("Label", "name", "missing_field");
    return name;
  });
}

function logins(value: unknown): string[] {
  if (!Array.isArray(value)) throw invalid("Issue", "assignees", "invalid");
  return value.filter((login) => typeof login === "string");
}

function milestoneNumber(repository: Repository, value: unknown): number | null {
  if (value === null || value === "") return null;
  const number = Number(value);
  if (!findMilestone(repository, number)) throw invalid("Issue", "milestone", "invalid");
  return number;
}

function typeName(repository: Repository, value: unknown): string | null {
  const name = isObject(value) ? value["name"] : value;
  if (name === null || name === "") return null;
  const type = typeof name === "string" ? issueTypeShape(repository, name) : null;
  if (!type) throw invalid("Issue", "type", "invalid");
  return type.name;
}

const REASONS: readonly string[] = ["completed", "not_planned", "duplicate", "reopened"] satisfies StateReason[];

function changeState(call: Call, issue: Issue, body: JsonObject): void {
  const { state, state_reason: reason } = body;
  if (state !== undefined && state !== "open" && state !== "closed") throw invalid("Issue", "state", "invalid");
  if (reason !== undefined && reason !== null && !(typeof reason === "string" && REASONS.includes(reason))) {
    throw invalid("Issue", "state_reason", "invalid");
  }
  const actor = call.viewer.account.login;
  const closing = state === "closed" || (state === undefined && issue.state === "closed" && typeof reason === "string");
  if (closing) {
    const kept = issue.state === "closed" ? issue.stateReason : "completed";
    closeIssue(call.world, issue, actor, (reason as StateReason | null | undefined) ?? kept);
  } else if (state === "open") reopenIssue(call.world, issue, actor);
}

function changeText(call: Call, repository: Repository, issue: Issue, body: JsonObject): void {
  const actor = call.viewer.account.login;
  const { title, body: text } = body;
  if (title !== undefined && title !== null) {
    const next = String(title);
    if (next.trim() === "") throw invalid("Issue", "title", "missing_field");
    if (next !== issue.title) recordEvent(call.world, issue, actor, { event: "renamed", from: issue.title, to: next });
    issue.title = next;
  }
  if (text === undefined) return;
  if (text !== null && typeof text !== "string") throw new Refusal(422, "Invalid request.\n\nFor 'properties/body', it is not a string.");
  issue.body = text;
  crossReference(call.world, repository, issue, actor, text ?? "");
}

/** Applies the members of an issue's request body; what is absent stays. Unassignable people vanish, unknown labels appear. */
export function changeIssue(call: Call, repository: Repository, issue: Issue, body: JsonObject): void {
  const { world } = call;
  const actor = call.viewer.account.login;
  // What can be refused comes first, so that a refused request changes nothing.
  const milestone = body["milestone"] === undefined ? undefined : milestoneNumber(repository, body["milestone"]);
  const type = body["type"] === undefined ? undefined : typeName(repository, body["type"]);
  const labels = body["labels"] === undefined ? undefined : labelNames(body["labels"]);
  const assignees = body["assignees"] ?? (typeof body["assignee"] === "string" ? [body["assignee"]] : body["assignee"] === null ? [] : undefined);
  changeState(call, issue, body);
  changeText(call, repository, issue, body);
  if (labels) setLabels(world, repository, issue, labels, actor);
  if (assignees !== undefined) setAssignees(world, repository, issue, logins(assignees), actor);
  if (milestone !== undefined) setMilestone(world, repository, issue, milestone, actor);
  if (type !== undefined) issue.type = type;
  issue.updatedAtMs = world.now();
}
