import { mediaType } from "../http/media-type.ts";
import { linkHeader, pageOf } from "../http/page.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { commitShape } from "../shape/commit.ts";
import { diffEntryShape } from "../shape/diff-entry.ts";
import { diffText } from "../shape/patch-text.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../shape/repository.ts";
import { aheadBehind, commitOf, diffTrees, history, mergeBase, resolveCommit } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository } from "../state/world.ts";

const MAX_COMMITS = 250;
const MAX_FILES = 300;

/** One side: `ref`, or `owner:ref` and `owner:repo:ref` for a fork of the same network. */
function sideOf(call: Call, repository: Repository, text: string): string {
  const [ref = "", name, owner] = text.split(":").toReversed();
  let home = repository;
  if (name !== undefined) {
    const [login, repo] = owner === undefined ? [name, repository.name] : [owner, name];
    const found = findRepository(call.world, `${login}/${repo}`)?.repository;
    if (!found || found.git.objects !== repository.git.objects) throw notFound();
    home = found;
  }
  const oid = resolveCommit(home.git, ref, home.defaultBranch);
  if (oid === undefined) throw notFound();
  return oid;
}

function compare(call: Call): Reply {
  const repository = repositoryOf(call);
  const split = /^(.+?)\.\.\.(.+)$/.exec(call.params["basehead"] ?? "");
  if (!split?.[1] || !split[2]) throw notFound();
  const [base, head] = [sideOf(call, repository, split[1]), sideOf(call, repository, split[2])];
  const { git } = repository;
  const fork = mergeBase(git, base, head);
  if (fork === undefined) throw new Refusal(404, `No common ancestor between ${split[1]} and ${split[2]}.`);
  const files = diffTrees(git, commitOf(git, fork).tree, commitOf(git, head).tree);
  if (mediaType(call) === "diff") {
    return {
      status: 200,
      raw: Buffer.from(diffText(files)),
      headers: { "content-type": "application/vnd.github.diff; charset=utf-8" },
    };
  }
  const { ahead, behind } = aheadBehind(git, base, head);
  const commits = history(git, head, base).toReversed();
  // Unpaged, GitHub gives the first 250 commits; paged, files come with the first page only.
  const paged = call.query.has("page") || call.query.has("per_page");
  const { page, perPage } = paged ? pageOf(call) : { page: 1, perPage: MAX_COMMITS };
  const url = `${repositoryUrl(call.world, repository)}/compare/${encodeURIComponent(call.params["basehead"] ?? "")}`;
  const html = `${repositoryHtmlUrl(call.world, repository)}/compare/${encodeURIComponent(call.params["basehead"] ?? "")}`;
  return {
    status: 200,
    headers: paged ? linkHeader(call, page, perPage, commits.length) : {},
    body: {
      url,
      html_url: html,
      permalink_url: `${repositoryHtmlUrl(call.world, repository)}/compare/${base}...${head}`,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitShape(call.world, repository, base),
      merge_base_commit: commitShape(call.world, repository, fork),
      status: ahead > 0 ? (behind > 0 ? "diverged" : "ahead") : behind > 0 ? "behind" : "identical",
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: commits
        .slice((page - 1) * perPage, page * perPage)
        .map(({ oid }) => commitShape(call.world, repository, oid)),
      files:
        page > 1 ? [] : files.slice(0, MAX_FILES).map((file) => diffEntryShape(call.world, repository, file, head)),
    },
  };
}

export const compareRoutes = [route("GET", "/repos/{owner}/{repo}/compare/{basehead}", compare)];
