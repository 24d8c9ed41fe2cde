import { defineTool, facetOf, listUpTo, page, ToolError } from "@fairlead/core";
import { DIFF_FORMATS, isWithinPath } from "@fairlead/domain/diff";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { keepPullDiff, unlistedFiles } from "../../client/diffs/pull-files.ts";
import { readPull, refuseMovedHead } from "../../client/pulls/pulls.ts";
import { DiffFile, shapeDiff } from "../../shape/diff.ts";
import { filePath, maxTokens, pullNumber, repository } from "../../shape/fields.ts";

/** What everything but files and diff takes, in tokens. */
const AROUND = 80;

export const getPullRequestDiff = defineTool({
  name: "get_pull_request_diff",
  title: "Get pull request diff",
  description: "A pull request's diff within a budget: every file named, the best hunks first.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: pullNumber,
    paths: listUpTo(100, filePath).optional().describe("Only these; globs"),
    exclude: listUpTo(100, filePath).optional().describe("Not these"),
    format: z.enum(DIFF_FORMATS).default("auto").describe("Best, none, all in order"),
    max_tokens: maxTokens,
    cursor: page.cursor,
  }),
  output: z.object({
    head_sha: z.string(),
    base_sha: z.string(),
    diff: z.string(),
    files: facetOf(DiffFile),
    next_cursor: page.cursor,
  }),
  text: ({ head_sha, base_sha, diff }) => `head ${head_sha}\nbase ${base_sha}\n\n${diff}`,
  async run({ owner, repo, number, paths, exclude = [], format, cursor }, context: GithubContext) {
    const { client, budget } = context;
    const name = { owner, repo };
    const { pull } = await readPull(client, name, number);
    const place = placeOf(cursor, pull.head.sha);
    const { files, total } = await keepPullDiff(context, name, pull, {
      key: JSON.stringify([paths, exclude]),
      has: (file) =>
        (paths?.some((path) => isWithinPath(file, path)) ?? true) && !exclude.some((path) => isWithinPath(file, path)),
    });
    if (files.length === 0 && total > 0) {
      throw new ToolError("not_found", "The pull request changes none of these paths: leave out paths and exclude.");
    }
    const shaped = shapeDiff(files, { budgetTokens: budget - AROUND, cursor: place }, format);
    return {
      head_sha: pull.head.sha,
      base_sha: pull.base.sha,
      ...shaped,
      diff: [shaped.diff, ...unlistedFiles(pull, total)].join("\n\n"),
      next_cursor: shaped.next_cursor && `${pull.head.sha}.${shaped.next_cursor}`,
    };
  },
});

/** The place within the diff: a cursor begins with the head that its page was made for. */
function placeOf(cursor: string | undefined, head: string): string | undefined {
  if (cursor === undefined) return undefined;
  const dot = cursor.indexOf(".");
  refuseMovedHead(head, cursor.slice(0, dot));
  return cursor.slice(dot + 1);
}
