import { requiredText, text } from "../http/input.ts";
import { developer, groupOf, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { created, notFound, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { labelShape, milestoneShape } from "../shape/issue.ts";
import type { Milestone } from "../state/issue.ts";
import type { Project } from "../state/project.ts";

function listMilestones(call: Call, project: Project) {
  const state = call.query.get("state");
  const search = call.query.get("search")?.toLowerCase() ?? "";
  const title = call.query.get("title");
  const rows = project.milestones.filter(
    (row) =>
      (state === null || row.state === state) &&
      (title === null || row.title === title) &&
      row.title.toLowerCase().includes(search),
  );
  return paginate(call, rows.toReversed(), (row) => milestoneShape(call.world, project, row));
}

function createMilestone(call: Call) {
  const project = developer(call);
  const title = requiredText(call, "title");
  if (project.milestones.some((row) => row.title === title)) {
    throw new Refusal(400, { message: { title: ["already being used for another group or project milestone."] } });
  }
  const now = call.world.now();
  const milestone: Milestone = {
    id: call.world.nextId(),
    iid: project.milestones.length + 1,
    title,
    description: text(call, "description") ?? "",
    state: "active",
    startDate: text(call, "start_date") ?? null,
    dueDate: text(call, "due_date") ?? null,
    createdAtMs: now,
    updatedAtMs: now,
  };
  project.milestones.push(milestone);
  return created(milestoneShape(call.world, project, milestone));
}

function milestoneOf(call: Call, project: Project): Milestone {
  const milestone = project.milestones.find(({ id }) => id === Number(call.params["milestone_id"]));
  if (!milestone) throw notFound("Milestone");
  return milestone;
}

function changeMilestone(call: Call) {
  const project = developer(call);
  const milestone = milestoneOf(call, project);
  milestone.title = text(call, "title") ?? milestone.title;
  milestone.description = text(call, "description") ?? milestone.description;
  milestone.startDate = text(call, "start_date") ?? milestone.startDate;
  milestone.dueDate = text(call, "due_date") ?? milestone.dueDate;
  const event = text(call, "state_event");
  if (event !== undefined) milestone.state = event === "close" ? "closed" : "active";
  milestone.updatedAtMs = call.world.now();
  return ok(milestoneShape(call.world, project, milestone));
}

export const labelRoutes: readonly Route[] = [
  route("GET", "/projects/{id}/labels", (call) => {
    const search = call.query.get("search")?.toLowerCase() ?? "";
    const rows = projectOf(call).labels.filter(({ name }) => name.toLowerCase().includes(search));
    return paginate(call, rows, labelShape);
  }),
  route("GET", "/projects/{id}/milestones", (call) => listMilestones(call, projectOf(call))),
  route("POST", "/projects/{id}/milestones", createMilestone),
  route("GET", "/projects/{id}/milestones/{milestone_id}", (call) => {
    const project = projectOf(call);
    return ok(milestoneShape(call.world, project, milestoneOf(call, project)));
  }),
  route("PUT", "/projects/{id}/milestones/{milestone_id}", changeMilestone),
  route("GET", "/groups/{id}/milestones", (call) => {
    groupOf(call);
    return paginate(call, [], () => undefined);
  }),
  route("GET", "/projects/{id}/members/all", (call) => {
    const project = projectOf(call);
    const rows = [...call.world.users.values()].filter(
      (user) => user.username === project.namespacePath || isMember(project, user.id),
    );
    return paginate(call, rows, ({ id, username, name }) => ({ id, username, name, access_level: 30 }));
  }),
];

function isMember(project: Project, id: number): boolean {
  for (let group = project.group; group; group = group.parent) if (group.members.has(id)) return true;
  return project.members.has(id);
}
