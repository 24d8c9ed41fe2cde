import { present, ToolError } from "@fairlead/core";
import { explainError } from "../errors/explain-error.ts";
import { isHttpError } from "../errors/refusal.ts";
import type { GithubClient } from "../github-client.ts";
import { refuseMovedHead } from "./pulls.ts";
import type { MergeMethod, ReadReadiness } from "./readiness/index.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export interface MergeRequest {
  expected_head_sha: string;
  merge_method?: MergeMethod | undefined;
  commit_title?: string | undefined;
  commit_message?: string | undefined;
  allow_pending?: boolean | undefined;
}

/**
 * Refuses what cannot or should not be merged.
 *
 * @returns The way to merge: the one asked for, or the first that is allowed.
 * @throws ToolError `conflict` with all reasons, or the present head; `invalid_input` for a way that is not allowed.
 */
export function checkMerge(
  { readiness, headSha, mergedAs, methods }: ReadReadiness,
  { expected_head_sha: expected, merge_method: method, allow_pending: allowed }: MergeRequest,
): MergeMethod {
  const { verdict, reasons } = readiness;
  if (verdict === "merged") {
    throw new ToolError("conflict", "It is merged already: nothing was done.", { details: { sha: mergedAs } });
  }
  refuseMovedHead(headSha, expected);
  if (verdict !== "ready" && !(verdict === "waiting" && allowed === true)) {
    const [first] = reasons;
    const wait = verdict === "waiting" ? " Or pass allow_pending." : "";
    throw new ToolError("conflict", `It cannot be merged now. ${first?.sentence} ${first?.fix}${wait}`, {
      details: { verdict, reasons },
    });
  }
  const chosen = method ?? methods[0];
  if (chosen !== undefined && methods.includes(chosen)) return chosen;
  const ways = methods.length > 0 ? `take ${methods.join(" or ")}` : "none is allowed here";
  throw new ToolError("invalid_input", `The repository does not merge that way: ${ways}.`, { details: { methods } });
}

/**
 * Merges, once.
 *
 * @param head The head that must still be there: GitHub refuses the merge of another.
 * @returns The commit that it was merged as.
 */
export async function sendMerge(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  asked: { head: string; method: MergeMethod } & Pick<MergeRequest, "commit_title" | "commit_message">,
): Promise<string> {
  const { head: sha, method: merge_method, commit_title, commit_message } = asked;
  const request = { sha, merge_method, ...present({ commit_title, commit_message }) };
  const { data } = await client.rest.pulls.merge({ ...name, pull_number: number, ...request });
  return data.sha;
}

/** The commit that a pull request was merged as, with that very head. */
export async function findMerge(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  head: string,
): Promise<string | undefined> {
  const { data } = await client.rest.pulls.get({ ...name, pull_number: number });
  return data.merged && data.head.sha.startsWith(head) ? (data.merge_commit_sha ?? undefined) : undefined;
}

/**
 * Deletes a merged branch.
 *
 * @returns False where GitHub refuses: the merge stands, whatever becomes of the branch.
 */
export async function deleteMergedBranch(client: GithubClient, name: RepositoryName, branch: string): Promise<boolean> {
  try {
    await client.rest.git.deleteRef({ ...name, ref: `heads/${branch}` });
    return true;
  } catch (error) {
    // The repository may delete merged branches by itself.
    return isHttpError(error) && explainError(error)?.code === "not_found";
  }
}

/** True where a branch is not there any more. */
export async function isBranchGone(client: GithubClient, name: RepositoryName, branch: string): Promise<boolean> {
  try {
    await client.rest.git.getRef({ ...name, ref: `heads/${branch}` });
    return false;
  } catch (error) {
    return isHttpError(error) && error.status === 404;
  }
}
