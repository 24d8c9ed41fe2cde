import { bodyOf, requiredInteger } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, notFound, unprocessable } from "../http/refusals.ts";
import { canSee, repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import type { Issue, IssueRef } from "../state/issues.ts";
import type { FoundIssue } from "../state/issues/references.ts";
import { findIssueById, resolveRef } from "../state/issues/sub-issues.ts";
import type { Repository } from "../state/repository.ts";
import { issueOf } from "./issue-of.ts";
import { mayTriage, participantRepository } from "./participant.ts";

const names = (ref: IssueRef, repository: Repository, issue: Issue): boolean =>
  ref.repositoryId === repository.id && ref.number === issue.number;

function answerRows(call: Call, rows: readonly FoundIssue[]): Reply {
  const visible = rows.filter(({ repository }) => canSee(call.viewer, repository));
  return paginate(call, visible, { shape: ({ repository, issue }) => issueShape(call.world, repository, issue) });
}

function listBlockers(call: Call): Reply {
  return answerRows(
    call,
    issueOf(call, repositoryOf(call)).blockedBy.flatMap((ref) => resolveRef(call.world, ref) ?? []),
  );
}

function listBlocked(call: Call): Reply {
  const mine = repositoryOf(call);
  const self = issueOf(call, mine);
  const all = [...call.world.repositories.values()].flatMap((repository) =>
    [...repository.issues.byNumber.values()].map((issue) => ({ repository, issue })),
  );
  return answerRows(
    call,
    all.filter(({ issue }) => issue.blockedBy.some((ref) => names(ref, mine, self))),
  );
}

function change(call: Call, id: number, adding: boolean): Reply {
  const repository = participantRepository(call);
  if (!mayTriage(call, repository)) throw forbidden("Must have triage access to Repository.");
  const issue = issueOf(call, repository);
  const other = findIssueById(call.world, id);
  if (!other || !canSee(call.viewer, other.repository)) throw notFound();
  if (other.issue === issue) throw unprocessable("An issue cannot depend on itself.");
  const known = issue.blockedBy.some((ref) => names(ref, other.repository, other.issue));
  if (adding && known) throw unprocessable("The dependency already exists.");
  if (!adding && !known) throw notFound();
  issue.blockedBy = issue.blockedBy.filter((ref) => !names(ref, other.repository, other.issue));
  if (adding) issue.blockedBy.push({ repositoryId: other.repository.id, number: other.issue.number });
  issue.updatedAtMs = call.world.now();
  return { status: adding ? 201 : 200, body: issueShape(call.world, repository, issue) };
}

const DEPENDENCIES = "/repos/{owner}/{repo}/issues/{issue_number}/dependencies";

/** What blocks an issue, and what it blocks: by database id, as sub-issues are. */
export const dependencyRoutes: readonly Route[] = [
  route("GET", `${DEPENDENCIES}/blocked_by`, listBlockers),
  route("GET", `${DEPENDENCIES}/blocking`, listBlocked),
  route("POST", `${DEPENDENCIES}/blocked_by`, (call) => change(call, requiredInteger(bodyOf(call), "issue_id"), true)),
  route("DELETE", `${DEPENDENCIES}/blocked_by/{issue_id}`, (call) =>
    change(call, Number(call.params["issue_id"]), false),
  ),
];
