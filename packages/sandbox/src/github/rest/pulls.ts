import { bodyOf, optionalBoolean, optionalString, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, invalid } from "../http/refusals.ts";
import { canSee, repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { issueOfPull, pullRowShape, pullShape } from "../shape/pull.ts";
import { allows } from "../state/access.ts";
import { mergeBase } from "../state/git.ts";
import type { Issue } from "../state/issues.ts";
import { closeIssue, reopenIssue } from "../state/issues/change-state.ts";
import { openPull } from "../state/pulls/open-pull.ts";
import { syncHead } from "../state/pulls/sync-head.ts";
import type { Pull } from "../state/pulls.ts";
import type { Repository } from "../state/repository.ts";
import { announcePull } from "./announce.ts";
import { changeIssue, readIssueChanges } from "./change-issue.ts";
import { mayTriage, participantRepository } from "./participant.ts";
import { pullOf } from "./pull-of.ts";

const failed = (message: string): Refusal =>
  new Refusal(422, "Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);

const SORT_KEYS: Record<string, (issue: Issue, nowMs: number) => number> = {
  created: (issue) => issue.createdAtMs,
  updated: (issue) => issue.updatedAtMs,
  popularity: (issue) => issue.comments.length,
  "long-running": (issue, nowMs) => nowMs - issue.createdAtMs,
};

function list(call: Call): Reply {
  const { world, viewer, query } = call;
  const repository = repositoryOf(call);
  const state = query.get("state") ?? "open";
  const sort = query.get("sort") ?? "created";
  const key = SORT_KEYS[sort];
  if (!["open", "closed", "all"].includes(state)) throw invalid("PullRequest", "state", "invalid");
  if (!key) throw invalid("PullRequest", "sort", "invalid");
  const head = query.get("head");
  const base = query.get("base");
  const sign =
    (query.get("direction") ?? (query.has("sort") && sort !== "created" ? "asc" : "desc")) === "asc" ? 1 : -1;
  const fits = (pull: Pull): boolean => {
    const owner = world.repositories.get(pull.headRepositoryId ?? -1)?.owner.login ?? repository.owner.login;
    if (state !== "all" && issueOfPull(repository, pull).state !== state) return false;
    // A head without an owner is ignored, as GitHub does.
    if (head?.includes(":") && `${owner}:${pull.headRef}`.toLowerCase() !== head.toLowerCase()) return false;
    return base === null || base === "" || pull.baseRef === base;
  };
  const rows = [...repository.pulls.byNumber.values()]
    .map((pull) => syncHead(world, repository, pull))
    .filter(fits)
    .toSorted(
      (a, b) =>
        sign * (key(issueOfPull(repository, a), world.now()) - key(issueOfPull(repository, b), world.now())) ||
        b.number - a.number,
    );
  return paginate(call, rows, { shape: (pull) => pullRowShape(world, repository, pull, viewer.account) });
}

/** `branch`, `owner:branch`, or `branch` of `head_repo`: where a new pull request comes from. */
function headOf(
  call: Call,
  repository: Repository,
  head: string,
  headRepo: string | undefined,
): { repository: Repository; ref: string; sha: string } {
  const [, owner, ref] = /^(?:([^:]+):)?(.+)$/.exec(head) ?? [];
  const source = [...call.world.repositories.values()].find(
    (candidate) =>
      candidate.owner.login.toLowerCase() === (owner ?? repository.owner.login).toLowerCase() &&
      (candidate === repository || candidate.parent === repository || repository.parent === candidate) &&
      (headRepo === undefined || candidate.name === headRepo.replace(/^.*\//, "")),
  );
  const sha = source?.git.refs.get(`refs/heads/${ref}`);
  if (!source || !ref || sha === undefined || !canSee(call.viewer, source))
    throw invalid("PullRequest", "head", "invalid");
  return { repository: source, ref, sha };
}

function create(call: Call): Reply {
  const { world, viewer } = call;
  const repository = participantRepository(call);
  const body = bodyOf(call);
  const baseRef = requiredString(body, "base");
  const head = headOf(call, repository, requiredString(body, "head"), optionalString(body, "head_repo"));
  const title = requiredString(body, "title");
  if (title.trim() === "") throw invalid("PullRequest", "title", "missing_field");
  const baseSha = repository.git.refs.get(`refs/heads/${baseRef}`);
  if (baseSha === undefined) throw invalid("PullRequest", "base", "invalid");
  if (!allows(viewer.account, head.repository, "push"))
    throw forbidden("Resource not accessible: push access to the head branch is needed.");
  const fork = mergeBase(repository.git, baseSha, head.sha);
  if (fork === head.sha) throw failed(`No commits between ${baseRef} and ${head.ref}`);
  const twin = [...repository.pulls.byNumber.values()].some(
    (pull) =>
      issueOfPull(repository, pull).state === "open" &&
      pull.headRepositoryId === head.repository.id &&
      pull.headRef === head.ref &&
      pull.baseRef === baseRef,
  );
  if (twin) throw failed(`A pull request already exists for ${head.repository.owner.login}:${head.ref}.`);
  const { pull } = openPull(world, repository, {
    author: viewer.account.login,
    title,
    body: optionalString(body, "body") ?? null,
    head,
    base: { ref: baseRef, sha: baseSha },
    draft: optionalBoolean(body, "draft") ?? false,
    maintainerCanModify: head.repository !== repository && (optionalBoolean(body, "maintainer_can_modify") ?? false),
  });
  announcePull(call, repository, pull, "opened");
  const shape = pullShape(world, repository, pull, viewer.account);
  return { status: 201, body: shape, headers: { location: shape.url } };
}

function changeState(call: Call, repository: Repository, pull: Pull, state: unknown): void {
  const issue = issueOfPull(repository, pull);
  if (state === undefined) return;
  if (state !== "open" && state !== "closed") throw invalid("PullRequest", "state", "invalid");
  if (state === issue.state) return;
  if (state === "closed") {
    closeIssue(call.world, issue, call.viewer.account.login, null);
    return;
  }
  const headRepository = call.world.repositories.get(pull.headRepositoryId ?? -1);
  if (pull.mergedAtMs !== null || !headRepository?.git.refs.has(`refs/heads/${pull.headRef}`)) {
    throw failed("state cannot be changed. The pull request cannot be reopened.");
  }
  reopenIssue(call.world, issue, call.viewer.account.login);
}

/** Title, body, state, base. A `draft` member is not looked at: only GraphQL turns drafts. */
function update(call: Call): Reply {
  const { world, viewer } = call;
  const repository = participantRepository(call);
  const pull = pullOf(call, repository);
  const issue = issueOfPull(repository, pull);
  if (!mayTriage(call, repository) && issue.author !== viewer.account.login)
    throw forbidden("Must have admin rights to Repository.");
  const body = bodyOf(call);
  const baseRef = optionalString(body, "base");
  const baseSha = baseRef === undefined ? undefined : repository.git.refs.get(`refs/heads/${baseRef}`);
  if (baseRef !== undefined && baseSha === undefined) throw invalid("PullRequest", "base", "invalid");
  const { title, body: text } = body;
  const changes = readIssueChanges(repository, { title, body: text });
  const before = issue.state;
  changeState(call, repository, pull, body["state"]);
  changeIssue(call, repository, issue, changes);
  if (baseRef !== undefined && baseSha !== undefined) {
    pull.baseRef = baseRef;
    pull.baseSha = baseSha;
  }
  pull.maintainerCanModify = optionalBoolean(body, "maintainer_can_modify") ?? pull.maintainerCanModify;
  announcePull(
    call,
    repository,
    pull,
    issue.state === before ? "edited" : issue.state === "closed" ? "closed" : "reopened",
  );
  return { status: 200, body: pullShape(world, repository, pull, viewer.account) };
}

/** Pull requests that brought a commit, or are about to. */
function listByCommit(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call);
  const sha = call.params["commit_sha"] ?? "";
  if (!repository.git.objects.has(sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  const rows = [...repository.pulls.byNumber.values()].filter(
    (pull) => pull.mergeCommitSha === sha || syncHead(world, repository, pull).headSha === sha,
  );
  return paginate(call, rows, { shape: (pull) => pullRowShape(world, repository, pull, viewer.account) });
}

export const pullRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/pulls", list),
  route("POST", "/repos/{owner}/{repo}/pulls", create),
  route("PATCH", "/repos/{owner}/{repo}/pulls/{pull_number}", update),
  route("GET", "/repos/{owner}/{repo}/commits/{commit_sha}/pulls", listByCommit),
];
