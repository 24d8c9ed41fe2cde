import { bodyOf, isObject, optionalString, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, invalid, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { labelShape } from "../shape/label.ts";
import type { Issue, Label } from "../state/issues.ts";
import { addLabels, createLabel, findLabel, labelsOf, removeLabels, setLabels } from "../state/issues/labels.ts";
import { findMilestone } from "../state/issues/milestones.ts";
import type { Repository } from "../state/repository.ts";
import { announceIssue } from "./announce.ts";
import { labelNames } from "./change-issue.ts";
import { issueOf } from "./issue-of.ts";
import { mayTriage, participantRepository } from "./participant.ts";

const COLOR = /^[0-9a-f]{6}$/i;

function labelOf(call: Call, repository: Repository): Label {
  const label = findLabel(repository, call.params["name"] ?? "");
  if (!label) throw notFound();
  return label;
}

function listAll(call: Call): Reply {
  const repository = repositoryOf(call);
  return paginate(call, repository.issues.labels, { shape: (label) => labelShape(call.world, repository, label) });
}

function create(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const body = bodyOf(call);
  const name = requiredString(body, "name");
  const color = (optionalString(body, "color") ?? "ededed").replace(/^#/, "");
  if (!COLOR.test(color)) throw invalid("Label", "color", "invalid");
  if (findLabel(repository, name)) throw invalid("Label", "name", "already_exists");
  const label = createLabel(call.world, repository, {
    name,
    color,
    description: optionalString(body, "description") ?? null,
  });
  return { status: 201, body: labelShape(call.world, repository, label) };
}

function update(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const label = labelOf(call, repository);
  const body = bodyOf(call);
  const name = optionalString(body, "new_name");
  const color = optionalString(body, "color")?.replace(/^#/, "");
  if (color !== undefined && !COLOR.test(color)) throw invalid("Label", "color", "invalid");
  const taken = name === undefined ? undefined : findLabel(repository, name);
  if (taken && taken !== label) throw invalid("Label", "name", "already_exists");
  label.name = name ?? label.name;
  label.color = color ?? label.color;
  if (body["description"] !== undefined) label.description = optionalString(body, "description") ?? null;
  return { status: 200, body: labelShape(call.world, repository, label) };
}

function remove(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const label = labelOf(call, repository);
  repository.issues.labels = repository.issues.labels.filter((other) => other !== label);
  for (const issue of repository.issues.byNumber.values())
    issue.labelIds = issue.labelIds.filter((id) => id !== label.id);
  return { status: 204 };
}

/** Labels in a body: `{ labels: [...] }`, or the bare array that older clients send. */
function namesIn(call: Call): string[] {
  const body: unknown = call.body;
  return labelNames(Array.isArray(body) ? body : isObject(body) ? (body["labels"] ?? []) : []);
}

/** Changes an issue's labels and answers with what it then carries. */
function changeOn(call: Call, change: (repository: Repository, issue: Issue, actor: string) => void): Reply {
  const repository = participantRepository(call);
  const issue = issueOf(call, repository);
  if (!mayTriage(call, repository)) throw forbidden("Must have triage access to Repository.");
  change(repository, issue, call.viewer.account.login);
  announceIssue(call, repository, issue, "labeled");
  return { status: 200, body: labelsOf(repository, issue).map((label) => labelShape(call.world, repository, label)) };
}

function listOnIssue(call: Call): Reply {
  const repository = repositoryOf(call);
  const labels = labelsOf(repository, issueOf(call, repository));
  return paginate(call, labels, { shape: (label) => labelShape(call.world, repository, label) });
}

function removeOne(call: Call): Reply {
  return changeOn(call, (repository, issue, actor) => {
    const label = labelsOf(repository, issue).find(
      ({ name }) => name.toLowerCase() === call.params["name"]?.toLowerCase(),
    );
    if (!label) throw notFound();
    removeLabels(call.world, issue, [label], actor);
  });
}

function removeAll(call: Call): Reply {
  changeOn(call, (repository, issue, actor) => removeLabels(call.world, issue, labelsOf(repository, issue), actor));
  return { status: 204 };
}

function listOnMilestone(call: Call): Reply {
  const repository = repositoryOf(call);
  const milestone = findMilestone(repository, Number(call.params["milestone_number"]));
  if (!milestone) throw notFound();
  const issues = [...repository.issues.byNumber.values()].filter((issue) => issue.milestone === milestone.number);
  const labels = new Set(issues.flatMap((issue) => labelsOf(repository, issue)));
  return paginate(call, [...labels], { shape: (label) => labelShape(call.world, repository, label) });
}

const ON_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}/labels";

export const labelRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/labels", listAll),
  route("POST", "/repos/{owner}/{repo}/labels", create),
  route("GET", "/repos/{owner}/{repo}/labels/{name}", (call) => {
    const repository = repositoryOf(call);
    return { status: 200, body: labelShape(call.world, repository, labelOf(call, repository)) };
  }),
  route("PATCH", "/repos/{owner}/{repo}/labels/{name}", update),
  route("DELETE", "/repos/{owner}/{repo}/labels/{name}", remove),
  route("GET", ON_ISSUE, listOnIssue),
  route("POST", ON_ISSUE, (call) =>
    changeOn(call, (repository, issue, actor) => addLabels(call.world, repository, issue, namesIn(call), actor)),
  ),
  route("PUT", ON_ISSUE, (call) =>
    changeOn(call, (repository, issue, actor) => setLabels(call.world, repository, issue, namesIn(call), actor)),
  ),
  route("DELETE", ON_ISSUE, removeAll),
  route("DELETE", `${ON_ISSUE}/{name}`, removeOne),
  route("GET", "/repos/{owner}/{repo}/milestones/{milestone_number}/labels", listOnMilestone),
];
