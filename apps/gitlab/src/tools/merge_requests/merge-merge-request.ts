import { briefly, defineTool, objectId, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { checkMerge, findMerge, sendMerge } from "../../client/merge.ts";
import { readReadiness } from "../../client/readiness/index.ts";
import { mergeIid, project } from "../../shape/fields.ts";
import { mergeShaOf } from "../../shape/merge-request.ts";
import { Readiness } from "../../shape/readiness.ts";

export const mergeMergeRequest = defineTool({
  name: "merge_merge_request",
  title: "Merge merge request",
  description: "Merge a merge request now, if it is ready.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    iid: mergeIid,
    expected_head_sha: objectId.describe("Head that you read"),
    squash: z.boolean().optional().describe("Squash"),
    merge_commit_message: shortText(65_536).optional().describe("Its message"),
    squash_commit_message: shortText(65_536).optional().describe("Its message"),
    remove_source_branch: z.boolean().optional().describe("Tidy up"),
  }),
  output: z.object({
    state: z.string(),
    merge_sha: z.string().optional(),
    readiness: briefly(Readiness).optional(),
  }),
  confirm: ({ project: name, iid, expected_head_sha: sha }) => ({
    target: `${name}!${iid}`,
    question: `Merge ${name}!${iid} at ${sha.slice(0, 7)}?`,
  }),
  async run({ project: name, iid, ...order }, { client, preview, signal }: GitlabContext) {
    const read = await readReadiness(client, name, iid, signal);
    checkMerge(read, order);
    const head = read.row.sha ?? order.expected_head_sha;
    preview({ before: { head_sha: head, readiness: read.readiness }, after: { state: "merged" } });
    const row = await sendMerge(client, name, iid, { order, head, signal });
    return { state: row.state, merge_sha: mergeShaOf(row), readiness: read.readiness };
  },
  async recover({ project: name, iid, expected_head_sha: head }, { client }: GitlabContext) {
    const row = await findMerge(client, name, iid, head);
    return row && { state: row.state, merge_sha: mergeShaOf(row) };
  },
});
