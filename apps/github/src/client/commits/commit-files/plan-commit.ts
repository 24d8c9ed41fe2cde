import type { FileOperation } from "../../../shape/file-operation.ts";
import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { buildChange } from "./build-change.ts";
import { oldFileOf } from "./old-file.ts";
import type { CommitPlan } from "./plan.ts";
import type { Base } from "./read-base.ts";

export interface CommitRequest {
  branch: string;
  message: string;
  operations: readonly FileOperation[];
  allow_shrink: boolean;
  allow_symlink: boolean;
}

/** Works out every change of a commit against what is there; nothing is sent yet but reads. */
export async function planCommit(
  client: GithubClient,
  name: RepositoryName,
  request: CommitRequest,
  { entries, parent, branchExists }: Base,
): Promise<CommitPlan> {
  const { branch, message, operations } = request;
  const vanishing = new Set(
    operations.flatMap(({ op, path, from_path }) => (op === "delete" ? path : (from_path ?? []))),
  );
  const olds = operations.map((operation) =>
    oldFileOf(operation, entries, { allowSymlink: request.allow_symlink, vanishing }),
  );
  const context = { client, name, allowShrink: request.allow_shrink };
  const changes = await Promise.all(operations.map((operation, index) => buildChange(operation, olds[index], context)));
  return { branch, message, parent, branchExists, changes };
}
