import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { findRecentComment } from "../../client/issues/comments.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { myLogin } from "../../client/users/my-login.ts";
import { issueNumber, repository, shortText } from "../../shape/fields.ts";

export const addIssueComment = defineTool({
  name: "add_issue_comment",
  title: "Add issue comment",
  description: "Comment on an issue, or in a pull request's conversation.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: issueNumber,
    body: shortText(65_536)
      .refine((value) => value.trim() !== "", "is empty")
      .describe("Markdown"),
  }),
  output: z.object({ comment_id: z.int(), url: z.string() }),
  async run({ owner, repo, number, body }, { client }: GithubContext) {
    const { data } = await client.rest.issues.createComment({ owner, repo, issue_number: number, body });
    return { comment_id: data.id, url: data.html_url };
  },
  async recover({ owner, repo, number, body }, { client, connection }: GithubContext) {
    const author = await myLogin(client, connection);
    const found = await findRecentComment(client, { owner, repo }, number, { author, body });
    return found && { comment_id: found.id, url: found.html_url };
  },
});
