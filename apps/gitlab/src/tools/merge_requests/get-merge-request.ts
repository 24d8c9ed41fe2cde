import { briefly, countTokens, defineTool, facetEnds, facetOf, facets, outputOf, page } from "@fairlead/core";
import { z } from "zod";
import { readFacets } from "../../client/facets.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { mergeRequestFacets } from "../../client/merge-request-facets.ts";
import { readMergeRequest } from "../../client/merge-requests.ts";
import { readApprovals, readReadiness } from "../../client/readiness/index.ts";
import { CommitRow } from "../../shape/commit.ts";
import { mergeIid, project } from "../../shape/fields.ts";
import { mergeRequestFacts, toMergeRequest } from "../../shape/merge-request.ts";
import { DiscussionRow, NoteRow } from "../../shape/note.ts";
import { pipelineRow } from "../../shape/pipeline.ts";
import { Readiness } from "../../shape/readiness.ts";

const Approvals = z.object({ required: z.int(), left: z.int(), approved_by: z.array(z.string()) });

export const getMergeRequest = defineTool({
  name: "get_merge_request",
  title: "Get merge request",
  description: "One merge request and, on request, what belongs to it and whether it can be merged.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    iid: mergeIid,
    include: facets("commits", "discussions", "notes", "pipelines", "approvals", "readiness"),
    discussions: z.enum(["unresolved", "all"]).default("unresolved").describe("Which"),
    ...page,
  }),
  output: outputOf({
    ...mergeRequestFacts,
    commits: facetOf(CommitRow),
    discussions: facetOf(DiscussionRow),
    notes: facetOf(NoteRow),
    pipelines: facetOf(z.object(pipelineRow)),
    approvals: briefly(Approvals).optional(),
    readiness: briefly(Readiness).optional(),
    ...facetEnds,
  }),
  async run({ project: name, iid, include = [], discussions, ...place }, { client, budget, signal }: GitlabContext) {
    const [read, approvals] = await Promise.all([
      include.includes("readiness")
        ? readReadiness(client, name, iid, signal)
        : readMergeRequest(client, name, iid).then((row) => ({ row, readiness: undefined })),
      include.includes("approvals") ? readApprovals(client, name, iid) : undefined,
    ]);
    const facts = {
      ...toMergeRequest(read.row),
      approvals: approvals && {
        required: approvals.required,
        left: approvals.left,
        approved_by: approvals.approvedBy,
      },
      readiness: read.readiness,
    };
    const rows = await readFacets(mergeRequestFacets(client, name, iid, { discussions }), include, place, {
      tokens: budget,
      taken: countTokens(JSON.stringify(facts)),
    });
    return { ...facts, ...rows };
  },
});
