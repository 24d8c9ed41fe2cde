import { canSee } from "../../http/repository-of.ts";
import { commitOnBranch } from "../../state/commit-files.ts";
import type { CommitProblem } from "../../state/commit-files.ts";
import { objectNodeId } from "../../state/object-node-id.ts";
import type { Repository } from "../../state/repository.ts";
import { findRepository } from "../../state/world.ts";
import type { RefusalType } from "../graphql-refusal.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Lens } from "../lens.ts";
import { requirePermission } from "./permission.ts";

interface Input {
  readonly clientMutationId?: string | null;
  readonly branch: {
    readonly id?: string | null;
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
}

const TYPES: Record<CommitProblem["kind"], RefusalType> = {
  not_found: "NOT_FOUND",
  stale: "STALE_DATA",
  invalid: "UNPROCESSABLE",
  rule: "UNPROCESSABLE",
  secret: "UNPROCESSABLE",
  workflow: "FORBIDDEN",
};

/** By the branch's global id, or by repository and branch name. */
function branchOf(lens: Lens, branch: Input["branch"]): { repository: Repository; name: string } {
  if (branch.id != null) {
    for (const repository of lens.world.repositories.values()) {
      const ref = [...repository.git.refs.keys()].find((name) => objectNodeId("REF", repository, name) === branch.id);
      if (ref !== undefined && canSee(lens.viewer, repository))
        return { repository, name: ref.replace("refs/heads/", "") };
    }
    throw graphqlRefusal("NOT_FOUND", `Could not resolve to a node with the global id of '${branch.id}'`);
  }
  const fullName = branch.repositoryNameWithOwner ?? "";
  const repository = findRepository(lens.world, fullName)?.repository;
  if (!repository || !canSee(lens.viewer, repository)) {
    throw graphqlRefusal("NOT_FOUND", `Could not resolve to a Repository with the name '${fullName}'.`);
  }
  return { repository, name: (branch.branchName ?? "").replace(/^refs\/heads\//, "") };
}

function decoded(contents: string): Buffer {
  const bare = contents.replaceAll(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare))
    throw graphqlRefusal("UNPROCESSABLE", "The contents of a file addition are not valid Base64.");
  return Buffer.from(bare, "base64");
}

function checkPath(path: string): void {
  if (
    path === "" ||
    path.startsWith("/") ||
    path.split("/").some((part) => ["", ".", "..", ".git"].includes(part.toLowerCase()))
  ) {
    throw graphqlRefusal("UNPROCESSABLE", `A path was provided which is not valid: ${path}`);
  }
}

/** One signed commit, or the reason why not: STALE_DATA where the branch has moved meanwhile. */
export function createCommitOnBranch(lens: Lens, input: Input): Record<string, unknown> {
  const { repository, name } = branchOf(lens, input.branch);
  requirePermission(lens, repository, "push", "CreateCommitOnBranch");
  const additions = input.fileChanges?.additions ?? [];
  const deletions = input.fileChanges?.deletions ?? [];
  for (const { path } of [...additions, ...deletions]) checkPath(path);
  const body = input.message.body ?? "";
  const outcome = commitOnBranch(lens.world, repository, {
    branch: name,
    expectedHeadOid: input.expectedHeadOid,
    headline: input.message.headline,
    ...(body === "" ? {} : { body }),
    additions: additions.map(({ path, contents }) => ({ path, contents: decoded(contents) })),
    deletions,
    account: lens.viewer.account,
    token: lens.viewer.token,
  });
  if ("problem" in outcome) throw graphqlRefusal(TYPES[outcome.problem.kind], outcome.problem.message);
  return {
    clientMutationId: input.clientMutationId ?? null,
    commit: () => lens.commit(repository, outcome.commit.oid),
    ref: () => lens.ref(repository, `refs/heads/${name}`),
  };
}
