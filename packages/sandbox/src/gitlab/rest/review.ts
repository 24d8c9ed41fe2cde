import { requiredText, text } from "../http/input.ts";
import { mergeRequestOf, projectOf } from "../http/lookup.ts";
import { created, forbidden, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { personShape } from "../shape/user.ts";
import { LEVEL } from "../state/account.ts";
import type { Position } from "../state/issue.ts";
import type { DraftNote, MergeRequest } from "../state/merge-request.ts";
import { headOf, mergeFacts } from "../state/merge-status.ts";
import type { Project } from "../state/project.ts";
import { isAtLeast, levelIn, type World } from "../state/world.ts";
import { newNote, runQuickActions, startDiscussion } from "../state/write-note.ts";
import { checkPosition } from "./check-position.ts";

function at(call: Call): { project: Project; row: MergeRequest; me: string } {
  const project = projectOf(call);
  if (!call.user) throw forbidden();
  return { project, row: mergeRequestOf(call, project), me: call.user.username };
}

function draftShape(row: MergeRequest, draft: DraftNote) {
  return {
    id: draft.id,
    author_id: 1,
    merge_request_id: row.id,
    resolve_discussion: false,
    discussion_id: null,
    note: draft.note,
    commit_id: null,
    line_code: null,
    position: draft.position ?? null,
  };
}

function addDraft(call: Call) {
  const { project, row, me } = at(call);
  const position = call.body["position"] as Position | undefined;
  if (position) checkPosition(project, row, position);
  const draft: DraftNote = { id: call.world.nextId(), author: me, note: requiredText(call, "note"), position };
  row.drafts.push(draft);
  return created(draftShape(row, draft));
}

function draftOf(call: Call): { row: MergeRequest; draft: DraftNote } {
  const { row, me } = at(call);
  const draft = row.drafts.find(({ id, author }) => id === Number(call.params["draft_note_id"]) && author === me);
  if (!draft) throw new Refusal(404, "404 Not found");
  return { row, draft };
}

function publish(world: World, row: MergeRequest, drafts: readonly DraftNote[]): void {
  for (const { author, note, position } of drafts) {
    const body = runQuickActions(world, row, note);
    startDiscussion(row, newNote(world, { body, author, position }), position === undefined);
  }
  row.drafts = row.drafts.filter((draft) => !drafts.includes(draft));
}

/** The summary and the verdict come with it from 19.2 on. */
function bulkPublish(call: Call) {
  const { row, me } = at(call);
  publish(
    call.world,
    row,
    row.drafts.filter(({ author }) => author === me),
  );
  if (isAtLeast(call.world, 19, 2)) {
    const note = text(call, "note");
    if (note !== undefined) startDiscussion(row, newNote(call.world, { body: note, author: me }), true);
    if (text(call, "reviewer_state") === "requested_changes") row.changesRequestedBy.add(me);
  }
  return { status: 204 };
}

function mayApprove({ world, user }: Call, project: Project, row: MergeRequest): boolean {
  const me = user?.username ?? "";
  const isOwn = row.author === me && world.enterprise && !project.authorsApprove;
  return levelIn(project, user) >= LEVEL.developer && !isOwn && !row.approvedBy.includes(me);
}

function approvals(call: Call) {
  const { project, row } = at(call);
  const { approvalsLeft } = mergeFacts(project, row);
  return ok({
    id: row.id,
    iid: row.iid,
    project_id: project.id,
    title: row.title,
    state: row.state,
    approved: approvalsLeft === 0,
    approvals_required: project.approvalsRequired,
    approvals_left: approvalsLeft,
    approved_by: row.approvedBy.map((name) => ({ user: personShape(call.world, name) })),
    user_has_approved: row.approvedBy.includes(call.user?.username ?? ""),
    user_can_approve: mayApprove(call, project, row),
  });
}

function approve(call: Call) {
  const { project, row, me } = at(call);
  if (!mayApprove(call, project, row)) throw new Refusal(401, "401 Unauthorized");
  const sha = text(call, "sha");
  if (sha !== undefined && sha !== headOf(project, row)) {
    throw new Refusal(409, `SHA does not match HEAD of source branch: ${headOf(project, row)}`);
  }
  row.approvedBy.push(me);
  row.changesRequestedBy.delete(me);
  return { ...approvals(call), status: 201 };
}

/** The one mutation that GitLab has no REST for before 19.2. */
function graphql(call: Call) {
  const query = requiredText(call, "query");
  const input = (call.body["variables"] as { input?: { projectPath: string; iid: string } } | undefined)?.input;
  if (!query.includes("mergeRequestRequestChanges") || !input) {
    const message = "Field 'x' doesn't exist on type 'Query'";
    return ok({ errors: [{ message, path: ["query"], extensions: { code: "undefinedField" } }] });
  }
  const project = [...call.world.projects.values()].find(
    (row) => `${row.namespacePath}/${row.path}` === input.projectPath,
  );
  const row = project?.mergeRequests.get(Number(input.iid));
  const me = call.user?.username ?? "";
  if (!row?.reviewers.includes(me)) {
    return ok({ data: { mergeRequestRequestChanges: { errors: ["Reviewer not found"] } } });
  }
  row.changesRequestedBy.add(me);
  return ok({ data: { mergeRequestRequestChanges: { errors: [] } } });
}

const BASE = "/projects/{id}/merge_requests/{iid}";

export const reviewRoutes: readonly Route[] = [
  route("GET", `${BASE}/draft_notes`, (call) => {
    const { row, me } = at(call);
    return ok(row.drafts.filter(({ author }) => author === me).map((draft) => draftShape(row, draft)));
  }),
  route("POST", `${BASE}/draft_notes`, addDraft),
  route("DELETE", `${BASE}/draft_notes/{draft_note_id}`, (call) => {
    const { row, draft } = draftOf(call);
    row.drafts = row.drafts.filter((other) => other !== draft);
    return { status: 204 };
  }),
  route("PUT", `${BASE}/draft_notes/{draft_note_id}/publish`, (call) => {
    const { row, draft } = draftOf(call);
    publish(call.world, row, [draft]);
    return { status: 204 };
  }),
  route("POST", `${BASE}/draft_notes/bulk_publish`, bulkPublish),
  route("GET", `${BASE}/approvals`, approvals),
  route("GET", `${BASE}/approval_state`, (call) => {
    const { project, row } = at(call);
    if (!call.world.enterprise) throw new Refusal(404, "404 Not Found");
    const approved = mergeFacts(project, row).approvalsLeft === 0;
    const people = [...call.world.users.values()].filter((user) => levelIn(project, user) >= LEVEL.developer);
    const rule = {
      id: 1,
      name: "All Members",
      rule_type: "any_approver",
      approvals_required: project.approvalsRequired,
      eligible_approvers: people.map(({ username }) => personShape(call.world, username)),
      approved,
    };
    return ok({ approval_rules_overwritten: false, rules: project.approvalsRequired > 0 ? [rule] : [] });
  }),
  route("POST", `${BASE}/approve`, approve),
  route("POST", "/graphql", graphql),
];
