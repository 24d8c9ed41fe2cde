import { DATA_ONLY, definePrompt, numberText, type PromptContext, said, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabClient } from "../client/gitlab-client.ts";
import { projectVariable } from "../shape/variables.ts";
import { homeOf } from "./home-of.ts";

export const reviewMergeRequest = definePrompt({
  name: "review_merge_request",
  toolset: "merge_requests",
  title: "Review a merge request",
  description: "Reads a merge request and its diff, and ends in one review with comments on lines",
  arguments: z.object({
    ...projectVariable,
    iid: numberText("Merge request iid"),
    focus: shortText(500).optional().describe("What to look at most"),
  }),
  scopes: ["read_api"],
  async run({ project, iid, focus }, { embed }: PromptContext<GitlabClient>) {
    const uri = `${homeOf(project)}/merge_requests/${iid}`;
    const [merge, diff] = await Promise.all([embed(uri), embed(`${uri}/diff`)]);
    return [said(merge), said(diff), said(taskOf(`${project}!${iid}`, focus))];
  },
});

function taskOf(name: string, focus: string | undefined): string {
  return `Review merge request ${name}. It and its diff are attached. ${DATA_ONLY}
${focus === undefined ? "" : `Look most at: ${focus}\n`}
1. Say in two sentences what it changes and why.
2. Read what the diff does not show but depends on: get_file_contents at the head's sha, get_merge_request_diffs for hunks that are left out, get_merge_request with discussions for what was said before.
3. Look for what breaks: wrong results, missing cases, races, security, data loss, tests that would not fail. Name style only where it misleads. Repeat nothing that was said before.
4. Show me your findings, worst first, each with path and line.

End in one call of create_merge_request_review: verdict comment unless I say otherwise, a short summary, one comment per finding on a line of the diff (with a suggestion where the fix is certain), and expected_head_sha as attached. Wait for my word before you send it.`;
}
