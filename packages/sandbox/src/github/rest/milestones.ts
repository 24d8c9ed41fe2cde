import type { JsonObject } from "../http/body.ts";
import { bodyOf, optionalString, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { invalid, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { milestoneShape } from "../shape/milestone.ts";
import type { Milestone } from "../state/issues.ts";
import { createMilestone, findMilestone, milestoneCounts } from "../state/issues/milestones.ts";
import type { Repository } from "../state/repository.ts";

function milestoneOf(call: Call, repository: Repository): Milestone {
  const milestone = findMilestone(repository, Number(call.params["milestone_number"]));
  if (!milestone) throw notFound();
  return milestone;
}

function dueOn(body: JsonObject): number | null | undefined {
  if (body["due_on"] === undefined) return undefined;
  const text = optionalString(body, "due_on");
  if (text === undefined) return null;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw invalid("Milestone", "due_on", "invalid");
  return atMs;
}

function stateOf(body: JsonObject): "open" | "closed" | undefined {
  const state = optionalString(body, "state");
  if (state !== undefined && state !== "open" && state !== "closed") throw invalid("Milestone", "state", "invalid");
  return state;
}

/** Titles are unique within a repository. */
function checkTitle(repository: Repository, title: string, self?: Milestone): void {
  if (title.trim() === "") throw invalid("Milestone", "title", "missing_field");
  const taken = repository.issues.milestones.find((other) => other.title === title);
  if (taken && taken !== self) throw invalid("Milestone", "title", "already_exists");
}

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const { query, world } = call;
  const state = query.get("state") ?? "open";
  const done = (milestone: Milestone): number => {
    const { open, closed } = milestoneCounts(repository, milestone);
    return open + closed === 0 ? 0 : closed / (open + closed);
  };
  const key =
    query.get("sort") === "completeness" ? done : (milestone: Milestone): number => milestone.dueOnMs ?? Infinity;
  const sign = query.get("direction") === "desc" ? -1 : 1;
  const rows = repository.issues.milestones
    .filter((milestone) => state === "all" || milestone.state === state)
    .toSorted((a, b) => sign * (key(a) - key(b)) || a.number - b.number);
  return paginate(call, rows, { shape: (milestone) => milestoneShape(world, repository, milestone) });
}

function create(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const body = bodyOf(call);
  const title = requiredString(body, "title");
  checkTitle(repository, title);
  const milestone = createMilestone(call.world, repository, call.viewer.account.login, {
    title,
    description: optionalString(body, "description") ?? null,
    dueOnMs: dueOn(body) ?? null,
    state: stateOf(body) ?? "open",
  });
  return { status: 201, body: milestoneShape(call.world, repository, milestone) };
}

function update(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const milestone = milestoneOf(call, repository);
  const body = bodyOf(call);
  const title = optionalString(body, "title");
  if (title !== undefined) checkTitle(repository, title, milestone);
  const due = dueOn(body);
  const state = stateOf(body);
  const nowMs = call.world.now();
  milestone.title = title ?? milestone.title;
  if (body["description"] !== undefined) milestone.description = optionalString(body, "description") ?? null;
  if (due !== undefined) milestone.dueOnMs = due;
  if (state !== undefined && state !== milestone.state) milestone.closedAtMs = state === "closed" ? nowMs : null;
  milestone.state = state ?? milestone.state;
  milestone.updatedAtMs = nowMs;
  return { status: 200, body: milestoneShape(call.world, repository, milestone) };
}

function remove(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const milestone = milestoneOf(call, repository);
  repository.issues.milestones = repository.issues.milestones.filter((other) => other !== milestone);
  for (const issue of repository.issues.byNumber.values()) {
    if (issue.milestone === milestone.number) issue.milestone = null;
  }
  return { status: 204 };
}

export const milestoneRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/milestones", list),
  route("POST", "/repos/{owner}/{repo}/milestones", create),
  route("GET", "/repos/{owner}/{repo}/milestones/{milestone_number}", (call) => {
    const repository = repositoryOf(call);
    return { status: 200, body: milestoneShape(call.world, repository, milestoneOf(call, repository)) };
  }),
  route("PATCH", "/repos/{owner}/{repo}/milestones/{milestone_number}", update),
  route("DELETE", "/repos/{owner}/{repo}/milestones/{milestone_number}", remove),
];
