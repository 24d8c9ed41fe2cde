import { bodyOf, optionalBoolean, optionalInteger, requiredInteger } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, notFound, unprocessable } from "../http/refusals.ts";
import { canSee, repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import type { FoundIssue } from "../state/issues/references.ts";
import {
  addSubIssue,
  findIssueById,
  isBelow,
  moveSubIssue,
  removeSubIssue,
  resolveRef,
  subIssuesOf,
} from "../state/issues/sub-issues.ts";
import { announceIssue } from "./announce.ts";
import { issueOf } from "./issue-of.ts";
import { mayTriage, participantRepository } from "./participant.ts";

/** At most so many children ("Adding sub-issues" in GitHub's documentation). */
const MAX_SUB_ISSUES = 100;

function parentOf(call: Call): FoundIssue {
  const repository = participantRepository(call);
  if (!mayTriage(call, repository)) throw forbidden("Must have triage access to Repository.");
  return { repository, issue: issueOf(call, repository) };
}

/** By database id; a number is the mistake everybody makes once, and finds nothing. */
function childOf(call: Call, id: number): FoundIssue {
  const found = findIssueById(call.world, id);
  if (!found || !canSee(call.viewer, found.repository)) throw notFound();
  return found;
}

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const rows = subIssuesOf(call.world, issueOf(call, repository)).filter((child) =>
    canSee(call.viewer, child.repository),
  );
  return paginate(call, rows, { shape: (child) => issueShape(call.world, child.repository, child.issue) });
}

function add(call: Call): Reply {
  const { world } = call;
  const parent = parentOf(call);
  const body = bodyOf(call);
  const child = childOf(call, requiredInteger(body, "sub_issue_id"));
  const actor = call.viewer.account.login;
  if (child.issue.isPull) throw unprocessable("Sub-issues cannot be pull requests.");
  if (isBelow(world, parent.issue, child.issue))
    throw unprocessable("An issue cannot be a sub-issue of itself or of its own sub-issues.");
  if (parent.issue.subIssues.length >= MAX_SUB_ISSUES)
    throw unprocessable(`Parent cannot have more than ${MAX_SUB_ISSUES} sub-issues.`);
  const present = child.issue.parent && resolveRef(world, child.issue.parent);
  if (present && present.issue === parent.issue) throw unprocessable("Issue may not contain duplicate sub-issues");
  if (present) {
    if (optionalBoolean(body, "replace_parent") !== true) throw unprocessable("Sub issue may only have one parent");
    removeSubIssue(world, present, child, actor);
  }
  addSubIssue(world, parent, child, actor);
  announceIssue(call, parent.repository, parent.issue, "edited");
  return { status: 201, body: issueShape(world, parent.repository, parent.issue) };
}

function remove(call: Call): Reply {
  const parent = parentOf(call);
  const child = childOf(call, requiredInteger(bodyOf(call), "sub_issue_id"));
  if (!subIssuesOf(call.world, parent.issue).some(({ issue }) => issue === child.issue)) throw notFound();
  removeSubIssue(call.world, parent, child, call.viewer.account.login);
  return { status: 200, body: issueShape(call.world, parent.repository, parent.issue) };
}

function reprioritize(call: Call): Reply {
  const parent = parentOf(call);
  const body = bodyOf(call);
  const child = childOf(call, requiredInteger(body, "sub_issue_id"));
  const after = optionalInteger(body, "after_id");
  const before = optionalInteger(body, "before_id");
  if ((after === undefined) === (before === undefined))
    throw unprocessable("Either after_id or before_id must be given, not both.");
  const place = {
    ...(after === undefined ? {} : { after: childOf(call, after) }),
    ...(before === undefined ? {} : { before: childOf(call, before) }),
  };
  if (!moveSubIssue(parent.issue, child.repository, child.issue, place))
    throw unprocessable("Both issues must be sub-issues of the parent.");
  return { status: 200, body: issueShape(call.world, parent.repository, parent.issue) };
}

function readParent(call: Call): Reply {
  const { parent } = issueOf(call, repositoryOf(call));
  const found = parent ? resolveRef(call.world, parent) : undefined;
  if (!found || !canSee(call.viewer, found.repository)) throw notFound();
  return { status: 200, body: issueShape(call.world, found.repository, found.issue) };
}

const ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}";

export const subIssueRoutes: readonly Route[] = [
  route("GET", `${ISSUE}/sub_issues`, list),
  route("POST", `${ISSUE}/sub_issues`, add),
  route("DELETE", `${ISSUE}/sub_issue`, remove),
  route("PATCH", `${ISSUE}/sub_issues/priority`, reprioritize),
  route("GET", `${ISSUE}/parent`, readParent),
];
