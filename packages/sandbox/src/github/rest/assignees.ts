import { bodyOf, optionalStrings } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import { simpleUserShape } from "../shape/user.ts";
import { addAssignees, assignableTo, isAssignable, removeAssignees } from "../state/issues/assignees.ts";
import { findAccount } from "../state/world.ts";
import { announceIssue } from "./announce.ts";
import { issueOf } from "./issue-of.ts";
import { mayTriage, participantRepository } from "./participant.ts";

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  return paginate(call, assignableTo(call.world, repository), {
    shape: (account) => simpleUserShape(call.world, account),
  });
}

/** 204 for somebody who can be assigned, 404 for everybody else. */
function check(call: Call): Reply {
  const repository = repositoryOf(call);
  if (call.params["issue_number"] !== undefined) issueOf(call, repository);
  const account = findAccount(call.world, call.params["assignee"] ?? "");
  if (!account || !isAssignable(account, repository)) throw notFound();
  return { status: 204 };
}

function change(call: Call, adding: boolean): Reply {
  const { world } = call;
  const repository = participantRepository(call);
  const issue = issueOf(call, repository);
  if (!mayTriage(call, repository)) throw forbidden("Must have triage access to Repository.");
  const logins = optionalStrings(bodyOf(call), "assignees") ?? [];
  const actor = call.viewer.account.login;
  if (adding) addAssignees(world, repository, issue, logins, actor);
  else removeAssignees(world, issue, logins, actor);
  announceIssue(call, repository, issue, adding ? "assigned" : "unassigned");
  return { status: adding ? 201 : 200, body: issueShape(world, repository, issue) };
}

const ON_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}/assignees";

export const assigneeRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/assignees", list),
  route("GET", "/repos/{owner}/{repo}/assignees/{assignee}", check),
  route("GET", `${ON_ISSUE}/{assignee}`, check),
  route("POST", ON_ISSUE, (call) => change(call, true)),
  route("DELETE", ON_ISSUE, (call) => change(call, false)),
];
