import { ToolError } from "@fairlead/core";
import type { UpstreamBranch } from "../../shape/branch.ts";
import { readCommitId } from "../files.ts";
import type { GitlabClient } from "../gitlab-client.ts";
import { list, one } from "../one.ts";
import { unlessStatus } from "../unless-status.ts";

export interface BaseRequest {
  branch: string;
  create_branch_from?: string | undefined;
  expected_head_sha?: string | undefined;
}

/** What a commit will be built on. */
export interface Base {
  /** Undefined in an empty repository. */
  parent: string | undefined;
  branchExists: boolean;
}

/**
 * Reads the head of the branch, or of what a new branch starts from.
 *
 * @throws ToolError `not_found` without a branch to start from; `conflict` where the head is another than expected, or
 *   the new branch is there already.
 */
export async function readBase(client: GitlabClient, project: string, request: BaseRequest): Promise<Base> {
  const { branch, create_branch_from: from, expected_head_sha: expected } = request;
  const own = await unlessStatus(one<UpstreamBranch>(client.branches.show(project, branch)), 404);
  if (own && from !== undefined) {
    throw new ToolError(
      "conflict",
      `The branch ${branch} exists already: leave out create_branch_from, or name another.`,
    );
  }
  const parent = own?.commit?.id ?? (await startOf(client, project, branch, from));
  if (expected !== undefined && parent?.startsWith(expected) !== true) {
    throw await headMoved(client, project, expected, parent);
  }
  return { parent, branchExists: own !== undefined };
}

async function startOf(client: GitlabClient, project: string, branch: string, from: string | undefined) {
  if (from !== undefined) return readCommitId(client, project, from);
  const { rows } = await list<UpstreamBranch>(client.branches.all(project, { perPage: 1 }));
  if (rows.length === 0) return undefined;
  throw new ToolError("not_found", `There is no branch ${branch}: pass create_branch_from to make it.`);
}

async function headMoved(client: GitlabClient, project: string, expected: string, head: string | undefined) {
  const compared =
    head === undefined
      ? undefined
      : await unlessStatus(
          one<{ diffs?: { new_path: string }[] }>(client.repositories.compare(project, expected, head)),
          404,
          400,
        );
  const changed = compared?.diffs?.map(({ new_path: path }) => path);
  const message = `The branch is at ${head ?? "no commit"}: read the files that changed, and repeat with that head.`;
  return new ToolError("conflict", message, { details: { head, changed } });
}
