import { paginate } from "../http/page.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { commitShape } from "../shape/commit.ts";
import { diffEntryShape } from "../shape/diff-entry.ts";
import { pullShape } from "../shape/pull.ts";
import type { FileDiff } from "../state/git.ts";
import { pullCommits, pullFiles } from "../state/pulls/pull-diff.ts";
import { pullOf } from "./pull-of.ts";

/** "Repository limits" in GitHub's documentation: a diff beyond these cannot be had as one text. */
const MAX_DIFF_FILES = 300;
const MAX_DIFF_LINES = 20_000;
const MAX_FILES = 3_000;
const MAX_COMMITS = 250;

function headerOf(file: FileDiff): string {
  const from = file.old ? `a/${file.previousPath ?? file.path}` : "/dev/null";
  const to = file.new ? `b/${file.path}` : "/dev/null";
  const lines = [`diff --git a/${file.previousPath ?? file.path} b/${file.path}`];
  if (!file.old) lines.push(`new file mode ${file.new?.mode ?? "100644"}`);
  else if (!file.new) lines.push(`deleted file mode ${file.old.mode}`);
  if (file.previousPath !== undefined) lines.push(`rename from ${file.previousPath}`, `rename to ${file.path}`);
  if (file.binary) lines.push(`Binary files ${from} and ${to} differ`);
  else if (file.patch !== undefined) lines.push(`--- ${from}`, `+++ ${to}`, file.patch);
  return lines.join("\n");
}

function wholeDiff(all: readonly FileDiff[]): Reply {
  const lines = all.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  if (all.length > MAX_DIFF_FILES || lines > MAX_DIFF_LINES) {
    const [limit, count] = all.length > MAX_DIFF_FILES ? ["files", MAX_DIFF_FILES] : ["lines", MAX_DIFF_LINES];
    const message = `Sorry, the diff exceeded the maximum number of ${limit} (${count}).`;
    throw new Refusal(
      406,
      `${message} Consider using 'List pull requests files' API or locally cloning the repository instead.`,
      [{ resource: "PullRequest", field: "diff", code: "too_large" }],
    );
  }
  return {
    status: 200,
    raw: Buffer.from(`${all.map(headerOf).join("\n")}\n`),
    headers: { "content-type": "application/vnd.github.diff; charset=utf-8" },
  };
}

/** One pull request as JSON, or as a diff for those who ask by media type. */
function read(call: Call): Reply {
  const repository = repositoryOf(call);
  const pull = pullOf(call, repository);
  if (/\bdiff\b/.test(call.headers.accept ?? "")) return wholeDiff(pullFiles(repository, pull));
  return { status: 200, body: pullShape(call.world, repository, pull, call.viewer.account) };
}

function files(call: Call): Reply {
  const repository = repositoryOf(call);
  const pull = pullOf(call, repository);
  return paginate(call, pullFiles(repository, pull).slice(0, MAX_FILES), {
    shape: (file) => diffEntryShape(call.world, repository, file, pull.headSha),
  });
}

function commits(call: Call): Reply {
  const repository = repositoryOf(call);
  const rows = pullCommits(repository, pullOf(call, repository)).slice(0, MAX_COMMITS);
  return paginate(call, rows, { shape: (commit) => commitShape(call.world, repository, commit.oid) });
}

const PULL = "/repos/{owner}/{repo}/pulls/{pull_number}";

export const pullContentRoutes: readonly Route[] = [
  route("GET", PULL, read),
  route("GET", `${PULL}/files`, files),
  route("GET", `${PULL}/commits`, commits),
  route("GET", `${PULL}/merge`, (call) => {
    if (pullOf(call, repositoryOf(call)).mergedAtMs === null) throw notFound();
    return { status: 204 };
  }),
];
