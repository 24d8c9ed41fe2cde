import { countTokens, defineTool, facetEnds, facetOf, page } from "@fairlead/core";
import { z } from "zod";
import { readFacets } from "../../client/request/facets.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { issueFacets } from "../../client/issues/issue-facets.ts";
import { readIssue, type FullIssue } from "../../client/issues/issues.ts";
import { refuseWhenScarce } from "../../client/request/refuse-when-scarce.ts";
import { CommentRow } from "../../shape/comment.ts";
import { facets, isoTime, issueNumber, repository } from "../../shape/fields.ts";
import { issueRow, toIssueRow } from "../../shape/issue.ts";
import { TimelineRow } from "../../shape/timeline-event.ts";

const LinkedRow = z.object({
  repo: z.string(),
  number: z.int(),
  title: z.string(),
  state: z.string(),
  draft: z.boolean().optional(),
  url: z.string(),
});

const { comments: _count, ...listedFacts } = issueRow;

const Issue = z.object({
  ...listedFacts,
  author_association: z.string().optional(),
  state_reason: z.string().optional(),
  type: z.string().optional(),
  created_at: z.string(),
  comments_total: z.int(),
  body: z.string(),
  comments: facetOf(CommentRow),
  timeline: facetOf(TimelineRow),
  linked_pull_requests: facetOf(LinkedRow),
  sub_issues: facetOf(LinkedRow),
  ...facetEnds,
});

export const getIssue = defineTool({
  name: "get_issue",
  title: "Get issue",
  description: "One issue and, on request, what belongs to it.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: issueNumber,
    include: facets("comments", "timeline", "linked_pull_requests", "sub_issues"),
    since: isoTime.optional().describe("Comments since"),
    ...page,
  }),
  output: Issue,
  async run({ owner, repo, number, include = [], since, ...place }, { client, budget }: GithubContext) {
    const name = { owner, repo };
    const { issue, headers } = await readIssue(client, name, number);
    refuseWhenScarce(headers, include);
    const facts = toIssue(issue);
    const read = await readFacets(issueFacets(client, name, number, since), include, place, {
      tokens: budget,
      taken: countTokens(JSON.stringify(facts)),
    });
    return { ...facts, ...read };
  },
});

function toIssue(row: FullIssue): z.input<typeof Issue> {
  const { comments, ...listed } = toIssueRow(row);
  return {
    ...listed,
    author_association: row.author_association,
    state_reason: row.state_reason ?? undefined,
    type: row.type?.name,
    created_at: row.created_at,
    comments_total: comments,
    body: row.body ?? "",
  };
}
