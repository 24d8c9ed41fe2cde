import { attached, DATA_ONLY, definePrompt, numberText, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { GithubClient } from "../client/github-client.ts";
import { readIssue } from "../client/issues/issues.ts";
import { listLabels } from "../client/issues/label-list.ts";
import { findRelatedIssues } from "../client/issues/related-issues.ts";
import { toIssueRow } from "../shape/issue.ts";
import { repositoryVariables } from "../shape/variables.ts";

export const triageIssue = definePrompt({
  name: "triage_issue",
  toolset: "issues",
  title: "Triage an issue",
  description: "Reads an issue, the labels and issues like it, and ends in a preview of the change",
  arguments: z.object({ ...repositoryVariables, number: numberText("Issue number") }),
  scopes: ["repo"],
  async run({ owner, repo, number }, { client, embed }: PromptContext<GithubClient>) {
    const name = { owner, repo };
    const home = `github://repos/${owner}/${repo}`;
    const [issue, labels, related] = await Promise.all([
      embed(`${home}/issues/${number}`),
      listLabels(client, name),
      readIssue(client, name, number).then((read) => findRelatedIssues(client, name, read.issue)),
    ]);
    const labelLines = labels.map((label) => (label.description ? `${label.name}: ${label.description}` : label.name));
    const issueLines = related.map((row) => {
      const { number: other, state, title, labels: names } = toIssueRow(row);
      return `#${other} ${state}: ${title}${names.length > 0 ? ` (${names.join(", ")})` : ""}`;
    });
    return [
      said(issue),
      attached(`${home}/labels`, labelLines.join("\n") || "(none)"),
      attached(`${home}/issues`, issueLines.join("\n") || "(none)"),
      said(taskOf(`${owner}/${repo}#${number}`)),
    ];
  },
});

function taskOf(name: string): string {
  return `Triage issue ${name}. It, the labels of its repository and issues that could be like it are attached. ${DATA_ONLY}

1. Say in one sentence what is wrong or wanted, and what is missing to work on it.
2. Say whether it repeats one of the other issues; read with get_issue what looks alike.
3. Choose from the labels that there are, by what they say; set nothing that the issue does not show.

End in one call of update_issue with dry_run: true: add_labels and remove_labels, or duplicate_of, and expected_updated_at as attached. Show me the preview and wait: I decide whether it is sent without dry_run.`;
}
