import { defineTool, facetOf, filePath, listUpTo, objectId } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { prepareReview, type PreparedReview } from "../../client/new-review.ts";
import { isReviewThere, sendReview } from "../../client/send-review.ts";
import { markdown, mergeIid, project, wholeNumber } from "../../shape/fields.ts";
import { rejectionOf } from "../../shape/review-plan.ts";

const line = wholeNumber(1);

const Comment = z.strictObject({
  path: filePath,
  line,
  side: z.enum(["new", "old"]).optional(),
  start_line: line.optional(),
  body: markdown.meta({ description: undefined }),
  suggestion: z.string().optional(),
});

const Rejected = z.object({
  index: z.int(),
  reason: z.string(),
  nearest: z.object({ line: z.int(), side: z.string(), text: z.string() }).optional(),
});

export const createMergeRequestReview = defineTool({
  name: "create_merge_request_review",
  title: "Create merge request review",
  description: "A whole review in one call. Comments off the diff come back with the nearest line.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    iid: mergeIid,
    verdict: z.enum(["comment", "approve", "request_changes"]).describe("Verdict"),
    summary: markdown.optional(),
    comments: listUpTo(50, Comment).optional().describe("new: new lines"),
    on_invalid: z.enum(["report", "refuse", "body"]).default("report").describe("Those off the diff"),
    expected_head_sha: objectId.optional().describe("Else a conflict"),
  }),
  output: z.object({
    verdict: z.string(),
    url: z.string(),
    posted: z.array(z.int()),
    rejected: facetOf(Rejected),
    verdict_error: z.string().optional(),
  }),
  async run({ project: name, iid, comments = [], ...rest }, { client, connection, preview, signal }: GitlabContext) {
    const me = await myName(client, connection);
    const prepared = await prepareReview(client, name, iid, { ...rest, comments }, { me, signal });
    const told = tell(rest.verdict, prepared);
    preview({ after: { posted: told.posted, rejected: told.rejected, verdict: told.verdict } });
    const failed = await sendReview(client, name, iid, rest.verdict, prepared);
    return { ...told, verdict: failed === undefined ? rest.verdict : "comment", verdict_error: failed };
  },
  async recover({ project: name, iid, comments = [], ...rest }, { client, connection, signal }: GitlabContext) {
    const me = await myName(client, connection);
    const prepared = await prepareReview(client, name, iid, { ...rest, comments }, { me, signal });
    return (await isReviewThere(client, name, iid, prepared, me)) ? tell(rest.verdict, prepared) : undefined;
  },
});

/** Comments by their place in the call. */
function tell(verdict: string, { plan, row }: PreparedReview) {
  const rejected = plan.rejected.map(rejectionOf);
  return {
    verdict,
    url: row.web_url,
    posted: plan.placed.map(({ index }) => index),
    rejected: rejected.length > 0 ? rejected : undefined,
  };
}
