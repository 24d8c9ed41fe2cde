import { defineTool, namesOut } from "@fairlead/core";
import { z } from "zod";
import { followUp, followUpWords, missingOf } from "../../client/pulls/follow-up.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { myLogin } from "../../client/users/my-login.ts";
import { findRecentPull, preparePull } from "../../client/pulls/new-pull.ts";
import { gitRef, repository, shortText } from "../../shape/fields.ts";
import { followedBy } from "../../shape/followed-by.ts";
import { nameList } from "../../shape/name-list.ts";

export const createPullRequest = defineTool({
  name: "create_pull_request",
  title: "Create pull request",
  description: "Open a pull request.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    title: shortText(256).describe("Title"),
    head: shortText(300).describe("From [owner:]branch"),
    base: gitRef.describe("Into branch"),
    body: shortText(65_536).optional().describe("Markdown"),
    use_template: z.boolean().optional().describe("Body from template"),
    draft: z.boolean().optional().describe("Draft"),
    maintainer_can_modify: z.boolean().optional().describe("Default true"),
    reviewers: nameList().optional().describe("Logins, org/team"),
    labels: nameList().optional().describe("Labels"),
    assignees: nameList(10).optional().describe("Logins"),
  }),
  output: z.object({
    number: z.int(),
    url: z.string(),
    head_sha: z.string(),
    ignored: namesOut.optional(),
  }),
  async run({ owner, repo, ...asked }, { client, preview }: GithubContext) {
    const name = { owner, repo };
    const { request, follow } = await preparePull(client, name, asked);
    preview(followedBy(followUpWords(follow)));
    const { data } = await client.rest.pulls.create(request);
    return described(data, await followUp(client, name, data, follow));
  },
  async recover({ owner, repo, ...asked }, { client, connection }: GithubContext) {
    const name = { owner, repo };
    const found = await findRecentPull(client, name, asked, await myLogin(client, connection));
    if (!found) return undefined;
    const { follow } = await preparePull(client, name, asked);
    return described(found, missingOf(follow, found));
  },
});

function described(row: { number: number; html_url: string; head: { sha: string } }, ignored: readonly string[]) {
  return {
    number: row.number,
    url: row.html_url,
    head_sha: row.head.sha,
    ignored: ignored.length > 0 ? [...ignored] : undefined,
  };
}
