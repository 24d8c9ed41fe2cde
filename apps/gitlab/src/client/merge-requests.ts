import { ToolError } from "@fairlead/core";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";

export function readMergeRequest(client: GitlabClient, project: string, iid: number): Promise<UpstreamMergeRequest> {
  const options = { includeDivergedCommitsCount: true, includeRebaseInProgress: true };
  return one<UpstreamMergeRequest>(client.mergeRequests.show(project, iid, options));
}

/**
 * Compares a head with the one that the caller has read.
 *
 * @param expected The first seven digits or more; undefined for callers who do not mind.
 * @throws ToolError `conflict` with the present head.
 */
export function refuseMovedHead(head: string | null | undefined, expected: string | undefined): void {
  if (expected === undefined || head?.startsWith(expected) === true) return;
  throw new ToolError("conflict", `The head has moved: it is ${head} now. Read what changed, then repeat with that.`, {
    details: { head_sha: head },
  });
}
