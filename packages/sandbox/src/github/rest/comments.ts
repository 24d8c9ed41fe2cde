import { bodyOf } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, invalid, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { commentShape } from "../shape/comment.ts";
import { allows } from "../state/access.ts";
import type { Issue, IssueComment } from "../state/issues.ts";
import { addComment } from "../state/issues/add-comment.ts";
import { crossReference } from "../state/issues/references.ts";
import type { Repository } from "../state/repository.ts";
import { announceIssue } from "./announce.ts";
import { issueOf } from "./issue-of.ts";
import { participantRepository } from "./participant.ts";

interface FoundComment {
  readonly issue: Issue;
  readonly comment: IssueComment;
}

function allComments(repository: Repository): FoundComment[] {
  return [...repository.issues.byNumber.values()].flatMap((issue) =>
    issue.comments.map((comment) => ({ issue, comment })),
  );
}

function commentOf(call: Call, repository: Repository): FoundComment {
  const id = Number(call.params["comment_id"]);
  const found = allComments(repository).find(({ comment }) => comment.id === id);
  if (!found) throw notFound();
  return found;
}

/** The one text every comment needs. */
export function commentText(call: Call, resource = "IssueComment"): string {
  const text = bodyOf(call)["body"];
  if (typeof text !== "string" || text.trim() === "") throw invalid(resource, "body", "missing_field");
  return text;
}

function sinceOf(call: Call): number {
  const since = call.query.get("since");
  return since === null ? 0 : Date.parse(since);
}

function listOnIssue(call: Call): Reply {
  const repository = repositoryOf(call);
  const issue = issueOf(call, repository);
  const rows = issue.comments.filter(({ updatedAtMs }) => updatedAtMs >= sinceOf(call));
  return paginate(call, rows, { shape: (comment) => commentShape(call.world, repository, issue, comment) });
}

function listInRepository(call: Call): Reply {
  const repository = repositoryOf(call);
  const key = call.query.get("sort") === "updated" ? "updatedAtMs" : "createdAtMs";
  const sign = call.query.get("direction") === "desc" ? -1 : 1;
  const rows = allComments(repository)
    .filter(({ comment }) => comment.updatedAtMs >= sinceOf(call))
    .toSorted((a, b) => sign * (a.comment[key] - b.comment[key]));
  return paginate(call, rows, { shape: ({ issue, comment }) => commentShape(call.world, repository, issue, comment) });
}

function create(call: Call): Reply {
  const { world, viewer } = call;
  const repository = participantRepository(call);
  const issue = issueOf(call, repository);
  if (issue.locked && !allows(viewer.account, repository, "push"))
    throw forbidden("Unable to create comment because issue is locked.");
  const comment = addComment(world, repository, issue, viewer.account.login, commentText(call));
  const body = commentShape(world, repository, issue, comment);
  announceIssue(call, repository, issue, "created", { comment: body });
  return { status: 201, body, headers: { location: body.url } };
}

/** One's own comments, or everybody's with push access. */
function requireOwn(call: Call, repository: Repository, { comment }: FoundComment): void {
  const { account } = call.viewer;
  if (comment.author !== account.login && !allows(account, repository, "push")) {
    throw forbidden("Must have admin rights to Repository.");
  }
}

function update(call: Call): Reply {
  const repository = participantRepository(call);
  const found = commentOf(call, repository);
  requireOwn(call, repository, found);
  const text = commentText(call);
  found.comment.body = text;
  found.comment.updatedAtMs = call.world.now();
  crossReference(call.world, repository, found.issue, call.viewer.account.login, text);
  const body = commentShape(call.world, repository, found.issue, found.comment);
  announceIssue(call, repository, found.issue, "edited", { comment: body });
  return { status: 200, body };
}

function remove(call: Call): Reply {
  const repository = participantRepository(call);
  const found = commentOf(call, repository);
  requireOwn(call, repository, found);
  found.issue.comments = found.issue.comments.filter((comment) => comment !== found.comment);
  const comment = commentShape(call.world, repository, found.issue, found.comment);
  announceIssue(call, repository, found.issue, "deleted", { comment });
  return { status: 204 };
}

export const commentRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/issues/comments", listInRepository),
  route("GET", "/repos/{owner}/{repo}/issues/comments/{comment_id}", (call) => {
    const repository = repositoryOf(call);
    const { issue, comment } = commentOf(call, repository);
    return { status: 200, body: commentShape(call.world, repository, issue, comment) };
  }),
  route("PATCH", "/repos/{owner}/{repo}/issues/comments/{comment_id}", update),
  route("DELETE", "/repos/{owner}/{repo}/issues/comments/{comment_id}", remove),
  route("GET", "/repos/{owner}/{repo}/issues/{issue_number}/comments", listOnIssue),
  route("POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments", create),
];
