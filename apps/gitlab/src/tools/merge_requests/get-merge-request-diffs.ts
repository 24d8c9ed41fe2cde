import { defineTool, facetOf, filePath, maxTokens, page, ToolError } from "@fairlead/core";
import { DIFF_FORMATS, isWithinPath } from "@fairlead/domain/diff";
import { z } from "zod";
import { readDiffFiles } from "../../client/diff-files.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { readMergeRequestDiffs } from "../../client/merge-request-diffs.ts";
import { readMergeRequest, refuseMovedHead } from "../../client/merge-requests.ts";
import { DiffFile, shapeDiff } from "../../shape/diff.ts";
import { mergeIid, project } from "../../shape/fields.ts";

/** What everything but files and diff takes, in tokens. */
const AROUND = 80;

export const getMergeRequestDiffs = defineTool({
  name: "get_merge_request_diffs",
  title: "Get merge request diffs",
  description: "A merge request's diff within a budget: every file named, the best hunks first.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    iid: mergeIid,
    paths: z.array(filePath).optional().describe("Only these; globs"),
    exclude: z.array(filePath).optional().describe("Not these"),
    format: z.enum(DIFF_FORMATS).default("auto").describe("Best, none, all in order"),
    max_tokens: maxTokens,
    cursor: page.cursor,
  }),
  output: z.object({
    head_sha: z.string(),
    base_sha: z.string(),
    diff: z.string(),
    files: facetOf(DiffFile),
    overflow: z.boolean().optional(),
    next_cursor: page.cursor,
  }),
  text: ({ head_sha, base_sha, diff, overflow }) =>
    [`head ${head_sha}\nbase ${base_sha}`, diff, ...(overflow ? ["[GitLab shows no more files]"] : [])].join("\n\n"),
  async run({ project: name, iid, paths, exclude = [], format, cursor }, { client, budget }: GitlabContext) {
    const row = await readMergeRequest(client, name, iid);
    const { rows, ends, overflow } = await readMergeRequestDiffs(client, name, row);
    const place = placeOf(cursor, ends.head);
    const wanted = rows.filter(
      ({ new_path: path }) =>
        (paths?.some((one) => isWithinPath(path, one)) ?? true) && !exclude.some((one) => isWithinPath(path, one)),
    );
    if (wanted.length === 0 && rows.length > 0) {
      throw new ToolError("not_found", "The merge request changes none of these paths: leave out paths and exclude.");
    }
    const files = await readDiffFiles(client, name, wanted, ends);
    const shaped = shapeDiff(files, { budgetTokens: budget - AROUND, cursor: place }, format);
    return {
      head_sha: ends.head,
      base_sha: ends.base,
      ...shaped,
      overflow: overflow || undefined,
      next_cursor: shaped.next_cursor && `${ends.head}.${shaped.next_cursor}`,
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
