import { countTokens, defineTool, page, ToolError } from "@fairlead/core";
import { fitDiffRows, isWithinPath, readFileDiff } from "@fairlead/domain/diff";
import { z } from "zod";
import { readCommitStatus } from "../../client/commits/commit-status.ts";
import { readCommit, readPullRequestsOf } from "../../client/commits/commits.ts";
import { readDiffFiles, toVendorFile } from "../../client/diffs/diff-files.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { refuseWhenScarce } from "../../client/request/refuse-when-scarce.ts";
import { authorOf } from "../../shape/commit.ts";
import { commitText } from "../../shape/commit-text.ts";
import { DiffFile, shapeDiff } from "../../shape/diff.ts";
import { facets, filePath, gitRef, maxTokens, repository } from "../../shape/fields.ts";

const Commit = z.object({
  sha: z.string(),
  message: z.string(),
  author: z.string().optional(),
  date: z.string().optional(),
  parents: z.array(z.string()),
  additions: z.int(),
  deletions: z.int(),
  files_total: z.int(),
  files: z.array(DiffFile.omit({ hunks_shown: true, hunks_total: true })),
  diff: z.string().optional(),
  status: z.string().optional(),
  checks: z.array(z.string()).optional(),
  pull_requests: z.array(z.int()).optional(),
  next_cursor: z.string().optional(),
});

/** What everything but files and diff takes, in tokens. */
const AROUND = 150;

export const getCommit = defineTool({
  name: "get_commit",
  title: "Get commit",
  description: "One commit: message, files and, on request, its diff, checks and pull requests.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    sha: gitRef.describe("Commit, or a ref"),
    include: facets("patch", "pull_requests", "status"),
    paths: z.array(filePath).max(100).optional().describe("Only these; globs"),
    max_tokens: maxTokens,
    cursor: page.cursor,
  }),
  output: Commit,
  text: commitText,
  async run({ owner, repo, sha, include = [], paths, cursor }, { client, budget }: GithubContext) {
    const name = { owner, repo };
    const { commit, files, headers } = await readCommit(client, name, sha);
    refuseWhenScarce(headers, include);
    const wanted =
      paths === undefined ? files : files.filter((file) => paths.some((path) => isWithinPath(file.filename, path)));
    if (paths !== undefined && wanted.length === 0) {
      throw new ToolError(
        "not_found",
        "The commit changes none of these paths: leave out paths to see what it changes.",
      );
    }
    const ends = { base: commit.parents[0]?.sha, head: commit.sha };
    const patch = include.includes("patch") || cursor !== undefined;
    const [diffs, status, pulls] = await Promise.all([
      patch ? readDiffFiles(client, name, wanted, ends) : wanted.map((file) => readFileDiff(toVendorFile(file))),
      include.includes("status") ? readCommitStatus(client, name, commit.sha) : undefined,
      include.includes("pull_requests") ? readPullRequestsOf(client, name, commit.sha) : undefined,
    ]);
    const budgetTokens = budget - AROUND - countTokens(JSON.stringify([commit.commit.message, status, pulls]));
    const changes = patch ? shapeDiff(diffs, { budgetTokens, cursor }) : { files: fitDiffRows(diffs, budgetTokens) };
    return {
      sha: commit.sha,
      message: commit.commit.message,
      author: authorOf(commit),
      date: commit.commit.author?.date,
      parents: commit.parents.map((parent) => parent.sha),
      additions: commit.stats?.additions ?? 0,
      deletions: commit.stats?.deletions ?? 0,
      files_total: files.length,
      status: status?.state,
      checks: status?.checks,
      pull_requests: pulls,
      ...changes,
    };
  },
});
