import { defineResource, numberText } from "@fairlead/core";
import { packDiff } from "@fairlead/domain/diff";
import { z } from "zod";
import { readDiffFiles } from "../client/diff-files.ts";
import { readMergeRequestDocument } from "../client/documents.ts";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { readMergeRequestDiffs } from "../client/merge-request-diffs.ts";
import { readMergeRequest } from "../client/merge-requests.ts";
import { projectVariable } from "../shape/variables.ts";

const params = z.object({ ...projectVariable, iid: numberText("Merge request iid") });

export const mergeRequest = defineResource({
  name: "merge_request",
  toolset: "merge_requests",
  title: "Merge request",
  description: "A merge request with its state and discussions",
  uri: "gitlab://projects/{project}/merge_requests/{iid}",
  mimeType: "text/markdown",
  params,
  scopes: ["read_api"],
  ttlMs: 30_000,
  subscribe: true,
  async read({ project, iid }, { client, budget }: GitlabReadContext) {
    return { text: await readMergeRequestDocument(client, project, iid, budget) };
  },
});

/** What the lines around the diff take, in tokens. */
const AROUND = 80;

export const mergeRequestDiff = defineResource({
  name: "merge_request_diff",
  toolset: "merge_requests",
  title: "Diff of a merge request",
  description: "Every changed file, and the hunks most worth reading",
  uri: "gitlab://projects/{project}/merge_requests/{iid}/diff",
  mimeType: "text/x-diff",
  params,
  scopes: ["read_api"],
  ttlMs: 30_000,
  subscribe: true,
  async read({ project, iid }, { client, budget }: GitlabReadContext) {
    const { rows, ends } = await readMergeRequestDiffs(client, project, await readMergeRequest(client, project, iid));
    const files = await readDiffFiles(client, project, rows, ends);
    const { text, cursor } = packDiff(files, { budgetTokens: budget - AROUND });
    const more = cursor === undefined ? [] : [`[more hunks: get_merge_request_diffs ${iid}]`];
    return { text: [`head ${ends.head}\nbase ${ends.base}`, text, ...more].join("\n\n") };
  },
});
