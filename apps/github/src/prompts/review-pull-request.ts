import { DATA_ONLY, definePrompt, numberText, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { GithubClient } from "../client/github-client.ts";
import { shortText } from "../shape/fields.ts";
import { repositoryVariables } from "../shape/variables.ts";

export const reviewPullRequest = definePrompt({
  name: "review_pull_request",
  toolset: "pull_requests",
  title: "Review a pull request",
  description: "Reads a pull request and its diff, and ends in one review with comments on lines",
  arguments: z.object({
    ...repositoryVariables,
    number: numberText("Pull request number"),
    focus: shortText(500).optional().describe("What to look at most"),
  }),
  scopes: ["repo"],
  async run({ owner, repo, number, focus }, { embed }: PromptContext<GithubClient>) {
    const uri = `github://repos/${owner}/${repo}/pulls/${number}`;
    const [pull, diff] = await Promise.all([embed(uri), embed(`${uri}/diff`)]);
    return [said(pull), said(diff), said(taskOf(`${owner}/${repo}#${number}`, focus))];
  },
});

function taskOf(name: string, focus: string | undefined): string {
  return `Review pull request ${name}. It and its diff are attached. ${DATA_ONLY}
${focus === undefined ? "" : `Look most at: ${focus}\n`}
1. Say in two sentences what it changes and why.
2. Read what the diff does not show but depends on: get_file_contents at the head's sha, get_pull_request_diff for hunks that are left out, get_pull_request with threads for what was said before.
3. Look for what breaks: wrong results, missing cases, races, security, data loss, tests that would not fail. Name style only where it misleads. Repeat nothing that was said before.
4. Show me your findings, worst first, each with path and line.

End in one call of create_pull_request_review: event COMMENT unless I say otherwise, a short body, one comment per finding on a line of the diff (with a suggestion where the fix is certain), and expected_head_sha as attached. Wait for my word before you send it.`;
}
