import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { myLogin } from "../../client/users/my-login.ts";
import { findRecentReply, replyInThread } from "../../client/reviews/thread-reply.ts";
import { pullNumber, repository, shortText } from "../../shape/fields.ts";

export const replyToReviewComment = defineTool({
  name: "reply_to_review_comment",
  title: "Reply to review comment",
  description: "Reply in a review thread, named by its id or one of its comments.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: pullNumber,
    body: shortText(65_536)
      .refine((value) => value.trim() !== "", "is empty")
      .describe("Markdown"),
    comment_id: z.int().min(1).optional().describe("A comment, or thread_id"),
    thread_id: shortText(100).optional().describe("PRRT_…"),
  }),
  output: z.object({ comment_id: z.int(), thread_id: z.string().optional(), url: z.string() }),
  async run({ owner, repo, number, body, comment_id, thread_id }, { client }: GithubContext) {
    if ((comment_id === undefined) === (thread_id === undefined)) {
      throw new ToolError("invalid_input", "Pass comment_id or thread_id, one of them.");
    }
    return replyInThread(client, { owner, repo }, number, { comment_id, thread_id }, body);
  },
  async recover({ owner, repo, number, ...asked }, { client, connection }: GithubContext) {
    const author = await myLogin(client, connection);
    return findRecentReply(client, { owner, repo }, number, { ...asked, author });
  },
});
