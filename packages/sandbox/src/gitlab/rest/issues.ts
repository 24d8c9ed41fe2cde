import { flag, requiredText, text } from "../http/input.ts";
import { groupOf, issueOf, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { created, forbidden, ok, route, type Call, type Route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import { mergeRequestRow } from "../shape/merge-request.ts";
import { LEVEL } from "../state/account.ts";
import type { Issue } from "../state/issue.ts";
import type { Project } from "../state/project.ts";
import { canSee, levelIn } from "../state/world.ts";
import { runQuickActions } from "../state/write-note.ts";
import { commonFilter, inOrder } from "./filter.ts";
import { applyCommon, applyTexts } from "./noteable.ts";

function visible(call: Call, project: Project): Issue[] {
  const level = levelIn(project, call.user);
  return [...project.issues.values()].filter(
    (issue) => !issue.confidential || level >= LEVEL.reporter || issue.author === call.user?.username,
  );
}

function listOf(call: Call, projects: readonly Project[]) {
  const fits = commonFilter(call);
  const type = call.query.get("issue_type");
  const homes = new Map<Issue, Project>();
  for (const project of projects) for (const issue of visible(call, project)) homes.set(issue, project);
  const rows = [...homes.keys()].filter((issue) => fits(issue) && (type === null || issue.type === type));
  return paginate(call, inOrder(call, rows), (issue) =>
    issueShape(call.world, homes.get(issue) ?? projects[0] ?? ({} as Project), issue),
  );
}

export function seen(call: Call): Project[] {
  return [...call.world.projects.values()].filter((project) => canSee(project, call.user));
}

function create(call: Call) {
  const project = projectOf(call);
  if (!call.user) throw forbidden();
  const now = call.world.now();
  const iid = Math.max(0, ...project.issues.keys()) + 1;
  const issue: Issue = {
    id: call.world.nextId(),
    iid,
    title: requiredText(call, "title"),
    description: "",
    author: call.user.username,
    assignees: [],
    labels: [],
    milestone: undefined,
    state: "opened",
    type: (text(call, "issue_type") ?? "issue") as Issue["type"],
    confidential: flag(call, "confidential") ?? false,
    dueDate: null,
    createdAtMs: now,
    updatedAtMs: now,
    closedAtMs: undefined,
    discussions: [],
  };
  // Guests report; what triages is left out without a word.
  if (levelIn(project, call.user) >= LEVEL.reporter) {
    applyCommon(call, project, issue);
    issue.dueDate = text(call, "due_date") ?? null;
  } else applyTexts(call, issue);
  issue.description = runQuickActions(call.world, issue, issue.description);
  project.issues.set(iid, issue);
  return created(issueShape(call.world, project, issue));
}

function change(call: Call) {
  const project = projectOf(call);
  const issue = issueOf(call, project);
  if (levelIn(project, call.user) < LEVEL.reporter && issue.author !== call.user?.username) throw forbidden();
  const triages = levelIn(project, call.user) >= LEVEL.reporter;
  if (triages) applyCommon(call, project, issue);
  else applyTexts(call, issue);
  const event = text(call, "state_event");
  if (event === "close") Object.assign(issue, { state: "closed", closedAtMs: call.world.now() });
  if (event === "reopen") Object.assign(issue, { state: "opened", closedAtMs: undefined });
  if (triages) issue.confidential = flag(call, "confidential") ?? issue.confidential;
  if (triages && call.body["due_date"] !== undefined) issue.dueDate = text(call, "due_date") ?? null;
  return ok(issueShape(call.world, project, issue));
}

export const issueRoutes: readonly Route[] = [
  route("GET", "/issues", (call) => {
    if (!call.query.has("scope")) call.query.set("scope", "created_by_me");
    return listOf(call, seen(call));
  }),
  route("GET", "/groups/{id}/issues", (call) => {
    const top = groupOf(call);
    return listOf(
      call,
      seen(call).filter(({ namespacePath }) => `${namespacePath}/`.startsWith(`${top.fullPath}/`)),
    );
  }),
  route("GET", "/projects/{id}/issues", (call) => listOf(call, [projectOf(call)])),
  route("POST", "/projects/{id}/issues", create),
  route("GET", "/projects/{id}/issues/{iid}", (call) => {
    const project = projectOf(call);
    return ok(issueShape(call.world, project, issueOf(call, project)));
  }),
  route("PUT", "/projects/{id}/issues/{iid}", change),
  route("GET", "/projects/{id}/issues/{iid}/links", (call) => {
    issueOf(call, projectOf(call));
    return ok([]);
  }),
  route("GET", "/projects/{id}/issues/{iid}/related_merge_requests", (call) => {
    const project = projectOf(call);
    const { iid } = issueOf(call, project);
    const mentions = new RegExp(`#${iid}\\b`);
    const rows = [...project.mergeRequests.values()].filter(({ description }) => mentions.test(description));
    return paginate(call, rows, (merge) => mergeRequestRow(call.world, project, merge));
  }),
];
