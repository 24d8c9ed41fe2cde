import { defineResource, numberText } from "@fairlead/core";
import { z } from "zod";
import type { GithubReadContext } from "../client/github-client.ts";
import { readIssueDocument } from "../client/issues/issue-document.ts";
import { readIssue } from "../client/issues/issues.ts";
import { repositoryVariables } from "../shape/variables.ts";

export const issue = defineResource({
  name: "issue",
  toolset: "issues",
  title: "Issue",
  description: "An issue with its comments",
  uri: "github://repos/{owner}/{repo}/issues/{number}",
  mimeType: "text/markdown",
  params: z.object({ ...repositoryVariables, number: numberText("Issue number") }),
  scopes: ["repo"],
  ttlMs: 30_000,
  subscribe: true,
  async version({ owner, repo, number }, { client }: GithubReadContext) {
    const { issue: now } = await readIssue(client, { owner, repo }, number);
    return [now.updated_at, now.comments].join(" ");
  },
  async read({ owner, repo, number }, { client, budget }: GithubReadContext) {
    return { text: await readIssueDocument(client, { owner, repo }, number, budget) };
  },
});
