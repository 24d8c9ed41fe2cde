import { commitAt, refuseEmpty } from "../http/at-ref.ts";
import { mediaType } from "../http/media-type.ts";
import { linkHeader, pageOf, paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { accountByEmail, commitShape, fullCommitShape } from "../shape/commit.ts";
import { diffText, patchText } from "../shape/patch-text.ts";
import type { Commit, Signature } from "../state/git.ts";
import { commitOf, diffTrees, history, resolveCommit, touches } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";

/** Files per page of one commit, and in all. */
const FILES_PER_PAGE = 300;
const MAX_FILES = 3000;

function isBy(call: Call, signature: Signature, wanted: string | null): boolean {
  if (wanted === null) return true;
  if (signature.email.toLowerCase() === wanted.toLowerCase()) return true;
  return accountByEmail(call.world, signature.email)?.login.toLowerCase() === wanted.toLowerCase();
}

function timeIn(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new Refusal(400, `Invalid value for '${name}'`);
  return atMs;
}

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const { query } = call;
  const [path, since, until] = [query.get("path"), timeIn(call, "since"), timeIn(call, "until")];
  const fits = (commit: Commit): boolean =>
    isBy(call, commit.author, query.get("author")) &&
    isBy(call, commit.committer, query.get("committer")) &&
    (since === undefined || commit.committer.atMs >= since) &&
    (until === undefined || commit.committer.atMs <= until) &&
    (path === null || path === "" || touches(repository.git, commit, path.replace(/\/$/, "")));
  const rows = history(repository.git, commitAt(repository, query.get("sha"))).filter(fits);
  return paginate(call, rows, { shape: ({ oid }) => commitShape(call.world, repository, oid) });
}

/** What a commit changed against its first parent. */
function filesOfCommit(repository: Repository, oid: string) {
  const commit = commitOf(repository.git, oid);
  const parent = commit.parents[0];
  return diffTrees(repository.git, parent && commitOf(repository.git, parent).tree, commit.tree);
}

function get(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const ref = call.params["ref"] ?? "";
  const oid = resolveCommit(repository.git, ref, repository.defaultBranch);
  if (oid === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  const all = filesOfCommit(repository, oid).slice(0, MAX_FILES);
  const text = {
    sha: () => oid,
    diff: () => diffText(all),
    patch: () => patchText(commitOf(repository.git, oid), all),
  };
  const media = mediaType(call);
  if (media === "sha" || media === "diff" || media === "patch") {
    return {
      status: 200,
      raw: Buffer.from(text[media]()),
      headers: { "content-type": `application/vnd.github.${media}; charset=utf-8` },
    };
  }
  const { page, perPage } = pageOf(call, { perPage: FILES_PER_PAGE, maxPerPage: FILES_PER_PAGE });
  const files = all.slice((page - 1) * perPage, page * perPage);
  return {
    status: 200,
    body: fullCommitShape(call.world, repository, oid, all, files),
    headers: linkHeader(call, page, perPage, all.length),
  };
}

export const commitRoutes = [
  route("GET", "/repos/{owner}/{repo}/commits", list),
  route("GET", "/repos/{owner}/{repo}/commits/{ref}", get),
];
