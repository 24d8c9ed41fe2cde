import { bodyOf, optionalString, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { combinedStatusShape, statusShape } from "../shape/status.ts";
import type { StatusState } from "../state/checks.ts";
import { readCommit } from "../state/git.ts";
import { commitShaOf } from "./checks.ts";

const STATES: readonly string[] = ["error", "failure", "pending", "success"] satisfies StatusState[];

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const sha = commitShaOf(call, repository);
  const rows = repository.actions.statuses.filter((status) => status.sha === sha).toReversed();
  return paginate(call, rows, { shape: (status) => statusShape(call.world, repository, status) });
}

function combined(call: Call): Reply {
  const repository = repositoryOf(call);
  const sha = commitShaOf(call, repository);
  return { status: 200, body: combinedStatusShape(call.world, repository, sha, call.viewer.account) };
}

function create(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call, "push");
  const sha = call.params["sha"] ?? "";
  if (!readCommit(repository.git, sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  const body = bodyOf(call);
  const state = requiredString(body, "state");
  if (!STATES.includes(state))
    throw new Refusal(422, "Validation Failed", [
      { resource: "Status", code: "custom", field: "state", message: "State is not included in the list" },
    ]);
  const status = {
    id: world.nextId("actions"),
    sha,
    context: optionalString(body, "context") ?? "default",
    state: state as StatusState,
    description: optionalString(body, "description") ?? null,
    targetUrl: optionalString(body, "target_url") ?? null,
    creator: viewer.account.login,
    createdAtMs: world.now(),
  };
  repository.actions.statuses.push(status);
  const payload = { sha, state, context: status.context };
  world.changed({ event: "status", repository, sender: viewer.account, payload });
  return { status: 201, body: statusShape(world, repository, status) };
}

export const statusRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/commits/{ref}/status", combined, ["repo", "repo:status"]),
  route("GET", "/repos/{owner}/{repo}/commits/{ref}/statuses", list, ["repo", "repo:status"]),
  route("POST", "/repos/{owner}/{repo}/statuses/{sha}", create, ["repo", "repo:status"]),
];
