import { bodyOf } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, invalid } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import { compareIssues, filterIssues } from "../state/issues/filter-issues.ts";
import { openIssue } from "../state/issues/open-issue.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import { announceIssue } from "./announce.ts";
import { changeIssue, readIssueChanges, readTitle } from "./change-issue.ts";
import { issueOf } from "./issue-of.ts";
import { issueOrderOf, repositoryIssueFilterOf } from "./issue-query.ts";
import { mayTriage, participantRepository } from "./participant.ts";

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const { sort, ascending } = issueOrderOf(call);
  const rows = filterIssues(repository, repositoryIssueFilterOf(call)).toSorted(compareIssues(sort, ascending));
  return paginate(call, rows, { shape: (issue) => issueShape(call.world, repository, issue) });
}

function create(call: Call): Reply {
  const { world } = call;
  const repository = participantRepository(call);
  if (!repository.hasIssues) throw new Refusal(410, "Issues has been disabled in this repository.");
  const { state: _state, state_reason: _reason, ...input } = bodyOf(call);
  const title = readTitle(input["title"]);
  const { title: _title, body = null, ...rest } = readIssueChanges(repository, input);
  const issue = openIssue(world, repository, { author: call.viewer.account.login, title, body });
  // Without triage rights the rest is dropped without a word.
  if (mayTriage(call, repository)) changeIssue(call, repository, issue, rest);
  announceIssue(call, repository, issue, "opened");
  const shape = issueShape(world, repository, issue);
  return { status: 201, body: shape, headers: { location: shape.url } };
}

function read(call: Call): Reply {
  const repository = repositoryOf(call);
  return { status: 200, body: issueShape(call.world, repository, issueOf(call, repository)) };
}

function update(call: Call): Reply {
  const repository = participantRepository(call);
  const issue = issueOf(call, repository);
  const triage = mayTriage(call, repository);
  if (!triage && issue.author !== call.viewer.account.login) throw forbidden("Must have admin rights to Repository.");
  const { title, body, state, state_reason, ...rest } = bodyOf(call);
  const own = { title, body, state, state_reason };
  const changes = readIssueChanges(repository, triage ? { ...own, ...rest } : own);
  const before = issue.state;
  changeIssue(call, repository, issue, changes);
  const action = issue.state === before ? "edited" : issue.state === "closed" ? "closed" : "reopened";
  announceIssue(call, repository, issue, action);
  return { status: 200, body: issueShape(call.world, repository, issue) };
}

const LOCK_REASONS = new Set(["off-topic", "too heated", "resolved", "spam"]);

function setLock(call: Call, locked: boolean): Reply {
  const repository = repositoryOf(call, "push");
  const issue = issueOf(call, repository);
  const reason = locked ? (bodyOf(call)["lock_reason"] ?? null) : null;
  if (reason !== null && (typeof reason !== "string" || !LOCK_REASONS.has(reason))) {
    throw invalid("Issue", "lock_reason", "invalid");
  }
  if (issue.locked !== locked) {
    const detail = locked ? ({ event: "locked", reason } as const) : ({ event: "unlocked" } as const);
    recordEvent(call.world, issue, call.viewer.account.login, detail);
  }
  issue.locked = locked;
  issue.lockReason = reason;
  announceIssue(call, repository, issue, locked ? "locked" : "unlocked");
  return { status: 204 };
}

export const issueRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/issues", list),
  route("POST", "/repos/{owner}/{repo}/issues", create),
  route("GET", "/repos/{owner}/{repo}/issues/{issue_number}", read),
  route("PATCH", "/repos/{owner}/{repo}/issues/{issue_number}", update),
  route("PUT", "/repos/{owner}/{repo}/issues/{issue_number}/lock", (call) => setLock(call, true)),
  route("DELETE", "/repos/{owner}/{repo}/issues/{issue_number}/lock", (call) => setLock(call, false)),
];
