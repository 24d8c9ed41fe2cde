import { ToolError } from "@fairlead/core";
import type { TextEdit } from "@fairlead/domain/text-edit";
import { editedBody } from "../../shape/edited-body.ts";
import { ignoredOf } from "../../shape/ignored.ts";
import {
  changedFields,
  planIssueChange,
  type IssueChange,
  type IssueState,
  type StateReason,
} from "./issue-changes.ts";
import type { GithubClient } from "../github-client.ts";
import { readIssue, type FullIssue } from "./issues.ts";
import { resolveLabels } from "./labels.ts";
import { resolveMilestone } from "./milestones.ts";
import { nameSteps } from "./name-steps.ts";
import { givenOf } from "./new-issue.ts";
import type { UpdateStep } from "../request/update-steps.ts";
import { refuseUnknownPeople } from "../users/people.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export interface IssueUpdate {
  title?: string | undefined;
  body?: string | undefined;
  edits?: readonly TextEdit[] | undefined;
  state?: "open" | "closed" | undefined;
  state_reason?: StateReason | undefined;
  duplicate_of?: number | undefined;
  labels?: readonly string[] | undefined;
  add_labels?: readonly string[] | undefined;
  remove_labels?: readonly string[] | undefined;
  add_assignees?: readonly string[] | undefined;
  remove_assignees?: readonly string[] | undefined;
  milestone?: string | undefined;
  type?: string | undefined;
  expected_updated_at?: string | undefined;
}

export interface PreparedUpdate {
  issue: FullIssue;
  steps: UpdateStep[];
}

/**
 * Reads the issue and works out the requests to send, none of them for what is so already. The fields go first: what is
 * refused is mostly among them.
 *
 * @throws ToolError `conflict` where it has changed since it was read; `invalid_input` for what is not there.
 */
export async function prepareUpdate(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  asked: IssueUpdate,
): Promise<PreparedUpdate> {
  checkState(number, asked);
  const named = [...(asked.labels ?? []), ...(asked.add_labels ?? [])];
  const [{ issue }, labels, milestone, original] = await Promise.all([
    readIssue(client, name, number),
    resolveLabels(client, name, named),
    asked.milestone === undefined || asked.milestone === "" ? null : resolveMilestone(client, name, asked.milestone),
    asked.duplicate_of === undefined ? undefined : readIssue(client, name, asked.duplicate_of),
    refuseUnknownPeople(client, name, asked.add_assignees ?? []),
  ]);
  refuseChanged(issue, asked.expected_updated_at);
  const count = asked.labels?.length ?? 0;
  const set = { add: labels.slice(count), remove: asked.remove_labels };
  const change: IssueChange = {
    title: asked.title,
    body: editedBody(issue.body, asked),
    state: asked.state,
    state_reason: asked.state_reason,
    duplicate_issue_id: original?.issue.id,
    labels: asked.labels ? { all: labels.slice(0, count), ...set } : {},
    milestone: asked.milestone === undefined ? undefined : milestone,
    type: asked.type === "" ? null : asked.type,
  };
  const fields = fieldsStep(client, name, issue, change);
  const names = nameSteps(client, name, issue, {
    labels: asked.labels ? {} : set,
    assignees: { add: asked.add_assignees, remove: asked.remove_assignees },
  });
  return { issue, steps: [...(fields ? [fields] : []), ...names] };
}

function fieldsStep(
  client: GithubClient,
  name: RepositoryName,
  issue: FullIssue,
  change: IssueChange,
): UpdateStep | undefined {
  const { patch, before } = planIssueChange(issueState(issue), change);
  if (Object.keys(patch).length === 0) return undefined;
  return {
    what: `a request for ${Object.keys(before).join(", ")}`,
    before,
    after: { ...patch },
    async send() {
      const { data } = await client.rest.issues.update({ ...name, issue_number: issue.number, ...patch });
      const { milestone, ...asked } = patch;
      const wanted = { labels: asked.labels, milestone: milestone ?? undefined, type: asked.type ?? undefined };
      return { changed: changedFields(before, issueState(data)), ignored: ignoredOf(wanted, givenOf(data)) ?? [] };
    },
  };
}

function checkState(number: number, { state, state_reason: reason, duplicate_of: original }: IssueUpdate): void {
  if (original === number) throw new ToolError("invalid_input", "An issue cannot be a duplicate of itself.");
  if (original !== undefined && (state === "open" || (reason !== undefined && reason !== "duplicate"))) {
    throw new ToolError(
      "invalid_input",
      "duplicate_of closes the issue as a duplicate: leave out state and state_reason.",
    );
  }
  if (state !== undefined && reason !== undefined && (state === "open") !== (reason === "reopened")) {
    throw new ToolError("invalid_input", `An issue cannot be ${state} and ${reason}.`);
  }
}

function refuseChanged({ updated_at: at }: FullIssue, expected: string | undefined): void {
  if (expected === undefined || Date.parse(expected) === Date.parse(at)) return;
  throw new ToolError("conflict", "The issue has changed since: read it again, then repeat with its updated_at.", {
    details: { updated_at: at },
  });
}

/** What of an issue its own request can change, as it is. */
function issueState(issue: FullIssue): IssueState {
  const { labels, milestone = null, type = null } = givenOf(issue);
  const { title, body, state, state_reason: reason } = issue;
  return { title, body: body ?? "", state, state_reason: reason ?? null, labels, milestone, type };
}
