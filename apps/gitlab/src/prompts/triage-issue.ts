import { attached, DATA_ONLY, definePrompt, numberText, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { GitlabClient } from "../client/gitlab-client.ts";
import { listIssues } from "../client/issue-list.ts";
import { readIssue } from "../client/issues.ts";
import { readLabels } from "../client/projects.ts";
import { toIssueRow } from "../shape/issue.ts";
import { projectVariable } from "../shape/variables.ts";
import { homeOf } from "./home-of.ts";

export const triageIssue = definePrompt({
  name: "triage_issue",
  toolset: "issues",
  title: "Triage an issue",
  description: "Reads an issue, the labels and issues like it, and ends in a preview of the change",
  arguments: z.object({ ...projectVariable, iid: numberText("Issue iid") }),
  scopes: ["read_api"],
  async run({ project, iid }, { client, embed }: PromptContext<GitlabClient>) {
    const home = homeOf(project);
    const [issue, labels, related] = await Promise.all([
      embed(`${home}/issues/${iid}`),
      readLabels(client, project),
      readIssue(client, project, iid).then((row) => findRelated(client, project, row)),
    ]);
    const labelLines = labels.map((label) => (label.description ? `${label.name}: ${label.description}` : label.name));
    const issueLines = related.map((row) => {
      const { iid: other, state, title, labels: names } = toIssueRow(row);
      return `#${other} ${state}: ${title}${names.length > 0 ? ` (${names.join(", ")})` : ""}`;
    });
    return [
      said(issue),
      attached(`${home}/labels`, labelLines.join("\n") || "(none)"),
      attached(`${home}/issues`, issueLines.join("\n") || "(none)"),
      said(taskOf(`${project}#${iid}`)),
    ];
  },
});

const WORDS = 2;
const MOST = 15;

/** Issues that share a long word of the title: by list filters, as searches are counted for everybody together. */
async function findRelated(client: GitlabClient, project: string, row: { iid: number; title: string }) {
  const words = [...new Set(row.title.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, WORDS);
  const pages = await Promise.all(
    words.map((query) => listIssues(client, { project, query, state: "all", sort: "updated", limit: MOST })),
  );
  const rows = new Map(pages.flatMap((page) => page.rows).map((one) => [one.iid, one]));
  rows.delete(row.iid);
  return [...rows.values()].slice(0, MOST);
}

function taskOf(name: string): string {
  return `Triage issue ${name}. It, the labels of its project and issues that could be like it are attached. ${DATA_ONLY}

1. Say in one sentence what is wrong or wanted, and what is missing to work on it.
2. Say whether it repeats one of the other issues; read with get_issue what looks alike.
3. Choose from the labels that there are, by what they say; set nothing that the issue does not show.

End in one call of update_issue with dry_run: true: add_labels and remove_labels, and expected_updated_at as attached. Show me the preview and wait: I decide whether it is sent without dry_run.`;
}
