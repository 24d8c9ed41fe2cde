import { defineTool, facetOf } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { findRecentReview, prepareReview, sendReview } from "../../client/reviews/new-review.ts";
import { filePath, objectId, pullNumber, repository, shortText } from "../../shape/fields.ts";
import { listUpTo } from "../../shape/name-list.ts";
import type { ReviewPlan } from "../../shape/review-plan.ts";

const side = z.enum(["LEFT", "RIGHT"]).optional();
const line = z.int().refine((value) => value > 0, "is no line");

const Comment = z.strictObject({
  path: filePath,
  line,
  side,
  start_line: line.optional(),
  start_side: side,
  body: shortText(65_536),
  suggestion: shortText(65_536).optional(),
});

const Rejected = z.object({
  index: z.int(),
  reason: z.string(),
  nearest: z.object({ line: z.int(), side: z.string(), text: z.string() }).optional(),
});

export const createPullRequestReview = defineTool({
  name: "create_pull_request_review",
  title: "Create pull request review",
  description: "A whole review in one call. Comments off the diff come back with the nearest line.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: pullNumber,
    event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]).describe("Verdict"),
    body: shortText(65_536).optional().describe("Markdown"),
    comments: listUpTo(50, Comment).optional().describe("RIGHT: new lines"),
    on_invalid: z.enum(["report", "refuse", "body"]).default("report").describe("Those off the diff"),
    expected_head_sha: objectId.optional().describe("Else a conflict"),
  }),
  output: z.object({
    review_id: z.int(),
    state: z.string(),
    url: z.string(),
    posted: z.array(z.int()),
    rejected: facetOf(Rejected),
  }),
  async run({ owner, repo, number, comments = [], ...rest }, { client, preview }: GithubContext) {
    const asked = { ...rest, comments };
    const prepared = await prepareReview(client, { owner, repo }, number, asked);
    const rejected = rejectedOf(prepared.plan);
    preview({ after: { posted: postedOf(prepared.plan), rejected } });
    const sent = await sendReview(client, { owner, repo }, number, asked.event, prepared);
    return { ...sent, posted: postedOf(prepared.plan), rejected };
  },
  async recover({ owner, repo, number, comments = [], ...rest }, { client }: GithubContext) {
    const found = await findRecentReview(client, { owner, repo }, number, { ...rest, comments });
    return found && { ...found.sent, posted: postedOf(found.plan), rejected: rejectedOf(found.plan) };
  },
});

/** Comments by their place in the call. */
function postedOf({ placed }: ReviewPlan): number[] {
  return placed.map(({ index }) => index);
}

function rejectedOf({ rejected }: ReviewPlan) {
  return rejected.length > 0 ? rejected : undefined;
}
