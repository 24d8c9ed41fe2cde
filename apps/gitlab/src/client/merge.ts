import { setTimeout as wait } from "node:timers/promises";
import { present, ToolError } from "@fairlead/core";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { GitlabHttpError } from "./http-error.ts";
import { readMergeRequest, refuseMovedHead } from "./merge-requests.ts";
import { one } from "./one.ts";
import { readReadiness, type ReadReadiness } from "./readiness/index.ts";

export interface MergeOrder {
  expected_head_sha: string;
  squash?: boolean | undefined;
  merge_commit_message?: string | undefined;
  squash_commit_message?: string | undefined;
  remove_source_branch?: boolean | undefined;
}

/** Refuses what cannot or should not be merged now. @throws ToolError `conflict` with all reasons, or the present head */
export function checkMerge({ readiness, row }: ReadReadiness, { expected_head_sha: expected }: MergeOrder): void {
  const { verdict, reasons } = readiness;
  if (verdict === "merged") throw new ToolError("conflict", "It is merged already: nothing was done.");
  refuseMovedHead(row.sha, expected);
  if (verdict === "ready") return;
  const [first] = reasons;
  throw new ToolError("conflict", `It cannot be merged now. ${first?.sentence} ${first?.fix}`, {
    details: { verdict, reasons },
  });
}

const POLLS = 5;
const POLL_MS = 1_000;

/**
 * Merges, once, and reads what came of it: GitLab answers 200 to a merge that it only scheduled.
 *
 * @param head The head that must still be there: GitLab refuses the merge of another.
 */
export async function sendMerge(
  client: GitlabClient,
  project: string,
  iid: number,
  { order, head, signal }: { order: MergeOrder; head: string; signal: AbortSignal },
): Promise<UpstreamMergeRequest> {
  const request = present({
    sha: head,
    squash: order.squash,
    mergeCommitMessage: order.merge_commit_message,
    squashCommitMessage: order.squash_commit_message,
    shouldRemoveSourceBranch: order.remove_source_branch,
  });
  let row: UpstreamMergeRequest;
  try {
    row = await one<UpstreamMergeRequest>(client.mergeRequests.merge(project, iid, request));
  } catch (error) {
    if (!(error instanceof GitlabHttpError) || !REFUSED.has(error.status)) throw error;
    return readRefused(await readReadiness(client, project, iid, signal), head);
  }
  for (let polls = 0; row.state === "locked" && polls < POLLS; polls += 1) {
    await wait(POLL_MS, undefined, { signal });
    row = await readMergeRequest(client, project, iid);
  }
  return row;
}

/** Of what cannot be merged, and of what GitLab has not finished to check. */
const REFUSED = new Set([405, 422]);

/** What is so after a refusal. @throws ToolError `conflict` unless it is merged by then */
function readRefused({ row, readiness: { verdict, reasons } }: ReadReadiness, head: string): UpstreamMergeRequest {
  if (row.state === "merged" && row.sha === head) return row;
  const [first] = reasons;
  const why = first ? `${first.sentence} ${first.fix}` : "It may still be checking it: read it again in a minute.";
  throw new ToolError("conflict", `GitLab does not merge it now. ${why}`, {
    details: { verdict, reasons, head_sha: row.sha },
  });
}

/** The merge request where it is merged with that very head. */
export async function findMerge(
  client: GitlabClient,
  project: string,
  iid: number,
  head: string,
): Promise<UpstreamMergeRequest | undefined> {
  const row = await readMergeRequest(client, project, iid);
  return row.state === "merged" && row.sha?.startsWith(head) === true ? row : undefined;
}
