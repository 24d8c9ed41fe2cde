import { flag, requiredText } from "../http/input.ts";
import { issueOf, mergeRequestOf, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { created, forbidden, notFound, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { discussionShape, noteShape } from "../shape/issue.ts";
import { LEVEL } from "../state/account.ts";
import type { Discussion, Issue, Position } from "../state/issue.ts";
import type { MergeRequest } from "../state/merge-request.ts";
import type { Project } from "../state/project.ts";
import { canSee, levelIn } from "../state/world.ts";
import { newNote, runQuickActions, startDiscussion } from "../state/write-note.ts";
import { checkPosition } from "./check-position.ts";

interface Target {
  project: Project;
  row: Issue | MergeRequest;
  facts: { type: string; id: number; iid: number };
}

function issueTarget(call: Call): Target {
  const project = projectOf(call);
  const row = issueOf(call, project);
  return { project, row, facts: { type: "Issue", id: row.id, iid: row.iid } };
}

function mergeTarget(call: Call): Target {
  const project = projectOf(call);
  const row = mergeRequestOf(call, project);
  return { project, row, facts: { type: "MergeRequest", id: row.id, iid: row.iid } };
}

function mayWrite(call: Call, project: Project): string {
  if (!call.user || !canSee(project, call.user)) throw forbidden();
  return call.user.username;
}

function addNote(call: Call, { project, row, facts }: Target) {
  const author = mayWrite(call, project);
  const body = runQuickActions(call.world, row, requiredText(call, "body"));
  if (body.trim() === "") return { status: 202, body: { commands_changes: {}, summary: ["Applied."] } };
  const note = newNote(call.world, { body, author, internal: flag(call, "internal") ?? false });
  const discussion = startDiscussion(row, note, true);
  return created(noteShape(call.world, facts, note, discussion));
}

function discussionOf(call: Call, { row }: Target): Discussion {
  const found = row.discussions.find(({ id }) => id === call.params["discussion_id"]);
  if (!found) throw notFound("Discussion");
  return found;
}

function addDiscussion(call: Call, target: Target) {
  const { project, row, facts } = target;
  const author = mayWrite(call, project);
  const position = call.body["position"] as Position | undefined;
  if (position) checkPosition(project, row as MergeRequest, position);
  const note = newNote(call.world, { body: requiredText(call, "body"), author, position });
  return created(discussionShape(call.world, facts, startDiscussion(row, note, false)));
}

function reply(call: Call, target: Target) {
  const discussion = discussionOf(call, target);
  const author = mayWrite(call, target.project);
  const note = newNote(call.world, {
    body: runQuickActions(call.world, target.row, requiredText(call, "body")),
    author,
    position: discussion.notes[0]?.position,
  });
  discussion.notes.push(note);
  target.row.updatedAtMs = call.world.now();
  return created(noteShape(call.world, target.facts, note, discussion));
}

function resolve(call: Call, target: Target) {
  const discussion = discussionOf(call, target);
  const allowed = levelIn(target.project, call.user) >= LEVEL.developer || target.row.author === call.user?.username;
  if (!allowed) throw forbidden();
  if (!discussion.resolvable) throw new Refusal(400, "400 Bad request - Discussion cannot be resolved");
  const resolved = flag(call, "resolved") ?? call.query.get("resolved") === "true";
  discussion.resolvedBy = resolved ? call.user?.username : undefined;
  return ok(discussionShape(call.world, target.facts, discussion));
}

const kinds = [
  ["issues", issueTarget],
  ["merge_requests", mergeTarget],
] as const;

export const noteRoutes: readonly Route[] = kinds.flatMap(([kind, targetOf]) => {
  const base = `/projects/{id}/${kind}/{iid}`;
  return [
    route("GET", `${base}/notes`, (call) => {
      const { row, facts } = targetOf(call);
      const all = row.discussions.flatMap((discussion) => discussion.notes.map((note) => ({ note, discussion })));
      const sign = call.query.get("sort") === "asc" ? 1 : -1;
      const sorted = all.toSorted((a, b) => sign * (a.note.createdAtMs - b.note.createdAtMs || a.note.id - b.note.id));
      return paginate(call, sorted, ({ note, discussion }) => noteShape(call.world, facts, note, discussion));
    }),
    route("POST", `${base}/notes`, (call) => addNote(call, targetOf(call))),
    route("GET", `${base}/discussions`, (call) => {
      const { row, facts } = targetOf(call);
      return paginate(call, row.discussions, (discussion) => discussionShape(call.world, facts, discussion));
    }),
    route("POST", `${base}/discussions`, (call) => addDiscussion(call, targetOf(call))),
    route("POST", `${base}/discussions/{discussion_id}/notes`, (call) => reply(call, targetOf(call))),
    ...(kind === "merge_requests"
      ? [route("PUT", `${base}/discussions/{discussion_id}`, (call) => resolve(call, targetOf(call)))]
      : []),
  ];
});
