import { defineTool, facetOf, namesOut } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { myLogin } from "../../client/users/my-login.ts";
import { describeNewIssue, findRecentIssue, prepareIssue } from "../../client/issues/new-issue.ts";
import { repository, shortText } from "../../shape/fields.ts";
import { nameList } from "../../shape/name-list.ts";

const Created = z.object({
  number: z.int(),
  url: z.string(),
  ignored: namesOut.optional(),
  duplicates: facetOf(z.object({ number: z.int(), title: z.string(), url: z.string() })),
});

export const createIssue = defineTool({
  name: "create_issue",
  title: "Create issue",
  description: "Open an issue. Labels and people must exist.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    title: shortText(256).describe("Title"),
    body: shortText(65_536).optional().describe("Markdown"),
    labels: nameList().optional().describe("Labels"),
    assignees: nameList(10).optional().describe("Logins"),
    milestone: shortText(255).optional().describe("Title"),
    type: shortText(50).optional().describe("Issue type"),
    create_labels: z.boolean().optional().describe("Make unknown labels"),
    check_duplicates: z.boolean().optional().describe("Not if title is open"),
  }),
  output: Created,
  async run({ owner, repo, ...asked }, { client, preview }: GithubContext) {
    const prepared = await prepareIssue(client, { owner, repo }, asked);
    if (prepared.similar.length > 0) preview({ before: { duplicates: prepared.similar } });
    const { data } = await client.rest.issues.create(prepared.request);
    return describeNewIssue(prepared, data);
  },
  async recover({ owner, repo, ...asked }, { client, connection }: GithubContext) {
    const found = await findRecentIssue(client, { owner, repo }, asked, await myLogin(client, connection));
    if (!found) return undefined;
    const { wanted } = await prepareIssue(client, { owner, repo }, { ...asked, check_duplicates: false });
    return describeNewIssue({ wanted, similar: [] }, found);
  },
});
