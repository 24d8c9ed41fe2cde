import { readCommit, resolveCommit } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { Refusal } from "./route.ts";

/** GitHub answers 409 to most of the git API while a repository has no commit. */
export function refuseEmpty(repository: Repository): void {
  if (repository.git.refs.size === 0) throw new Refusal(409, "Git Repository is empty.");
}

/** The commit that a ref of the query or path names. @throws Refusal 404 with GitHub's sentence for that ref. */
export function commitAt(repository: Repository, ref: string | null | undefined): string {
  const asked = ref ?? repository.defaultBranch;
  const oid = resolveCommit(repository.git, asked, repository.defaultBranch);
  if (oid === undefined) throw new Refusal(404, `No commit found for the ref ${asked}`);
  return oid;
}

/** The root tree of the commit that a ref names. */
export function treeAt(repository: Repository, ref: string | null | undefined): string {
  return readCommit(repository.git, commitAt(repository, ref))?.tree ?? "";
}
