import {
  countTokens,
  defineTool,
  facetOf,
  facets,
  filePath,
  gitRef,
  listUpTo,
  maxTokens,
  outputOf,
  page,
  ToolError,
} from "@fairlead/core";
import { fitDiffRows, isWithinPath, readFileDiff } from "@fairlead/domain/diff";
import { z } from "zod";
import { readCommit, readMergeRequestsOf, readStatuses } from "../../client/commits.ts";
import { readDiffFiles, toVendorFile } from "../../client/diff-files.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { commitText } from "../../shape/commit-text.ts";
import { DiffFile, shapeDiff } from "../../shape/diff.ts";
import { project } from "../../shape/fields.ts";

const files = facetOf(DiffFile.omit({ hunks_shown: true, hunks_total: true }));

/** What everything but files and diff takes, in tokens. */
const AROUND = 150;

export const getCommit = defineTool({
  name: "get_commit",
  title: "Get commit",
  description: "One commit: message, files and, on request, its diff, statuses and merge requests.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    sha: gitRef.describe("Commit, or a ref"),
    include: facets("patch", "merge_requests", "statuses"),
    paths: listUpTo(100, filePath).optional().describe("Only these; globs"),
    max_tokens: maxTokens,
    cursor: page.cursor,
  }),
  output: outputOf({
    sha: z.string(),
    message: z.string(),
    author: z.string().optional(),
    date: z.string().optional(),
    parents: z.array(z.string()),
    files_total: z.int(),
    files,
    diff: z.string().optional(),
    statuses: z.array(z.string()).optional(),
    merge_requests: z.array(z.int()).optional(),
    next_cursor: page.cursor,
  }),
  text: ({ files: rows = [], ...output }) => commitText({ ...output, files: rows }),
  async run({ project: name, sha, include = [], paths, cursor }, { client, budget }: GitlabContext) {
    const { commit, diffs } = await readCommit(client, name, sha);
    const wanted = diffs.filter((row) => paths?.some((path) => isWithinPath(row.new_path, path)) ?? true);
    if (paths !== undefined && wanted.length === 0) {
      throw new ToolError(
        "not_found",
        "The commit changes none of these paths: leave out paths to see what it changes.",
      );
    }
    const ends = { base: commit.parent_ids?.[0], head: commit.id };
    const patch = include.includes("patch") || cursor !== undefined;
    const [rows, statuses, merges] = await Promise.all([
      patch ? readDiffFiles(client, name, wanted, ends) : wanted.map((row) => readFileDiff(toVendorFile(row))),
      include.includes("statuses") ? readStatuses(client, name, commit.id) : undefined,
      include.includes("merge_requests") ? readMergeRequestsOf(client, name, commit.id) : undefined,
    ]);
    const message = commit.message ?? commit.title ?? "";
    const budgetTokens = budget - AROUND - countTokens(JSON.stringify([message, statuses, merges]));
    const changes = patch ? shapeDiff(rows, { budgetTokens, cursor }) : { files: fitDiffRows(rows, budgetTokens) };
    return {
      sha: commit.id,
      message,
      author: commit.author_name ?? undefined,
      date: commit.authored_date ?? undefined,
      parents: commit.parent_ids ?? [],
      files_total: diffs.length,
      statuses,
      merge_requests: merges,
      ...changes,
    };
  },
});
