import { countTokens, defineTool, facetEnds, facetOf, facets, isoTime, outputOf, page } from "@fairlead/core";
import { z } from "zod";
import { readFacets } from "../../client/facets.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { issueFacets } from "../../client/issue-facets.ts";
import { readIssue } from "../../client/issues.ts";
import { iid, project } from "../../shape/fields.ts";
import { issueRow, toIssueRow } from "../../shape/issue.ts";
import { NoteRow } from "../../shape/note.ts";

const LinkedRow = z.object({
  project: z.string(),
  iid: z.int(),
  title: z.string(),
  state: z.string(),
  relation: z.string().optional(),
  url: z.string(),
});

export const getIssue = defineTool({
  name: "get_issue",
  title: "Get issue",
  description: "One issue and, on request, what belongs to it.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    iid,
    include: facets("notes", "links", "merge_requests"),
    since: isoTime.optional().describe("Notes since"),
    ...page,
  }),
  output: outputOf({
    ...issueRow,
    confidential: z.boolean().optional(),
    created_at: z.string().optional(),
    description: z.string(),
    notes_total: z.int(),
    notes: facetOf(NoteRow),
    links: facetOf(LinkedRow),
    merge_requests: facetOf(LinkedRow),
    ...facetEnds,
  }),
  async run({ project: name, iid: number, include = [], since, ...place }, { client, budget }: GitlabContext) {
    const row = await readIssue(client, name, number);
    const facts = {
      ...toIssueRow(row),
      confidential: row.confidential === true ? true : undefined,
      created_at: row.created_at ?? undefined,
      description: row.description ?? "",
      notes_total: row.user_notes_count ?? 0,
    };
    const read = await readFacets(issueFacets(client, name, number, since), include, place, {
      tokens: budget,
      taken: countTokens(JSON.stringify(facts)),
    });
    return { ...facts, ...read };
  },
});
