import type { FileDiff } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { encodePath } from "./path.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** `diff-entry`: one file of a commit, comparison or pull request whose new side is the commit `ref`. */
export function diffEntryShape(world: World, repository: Repository, file: FileDiff, ref: string) {
  const html = repositoryHtmlUrl(world, repository);
  const path = encodePath(file.path);
  return {
    sha: file.new?.oid ?? file.old?.oid ?? null,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${ref}/${path}`,
    raw_url: `${html}/raw/${ref}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${ref}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
