import { objectNodeId } from "../state/object-node-id.ts";
import type { PathEntry, Tag, Tree } from "../state/git.ts";
import { readBlob } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { signatureShape } from "./commit.ts";
import { encodePath } from "./path.ts";
import { repositoryUrl } from "./repository.ts";

/** `git-ref` */
export function refShape(world: World, repository: Repository, ref: string, oid: string) {
  const url = repositoryUrl(world, repository);
  const type = repository.git.objects.get(oid)?.type ?? "commit";
  return {
    ref,
    node_id: objectNodeId("REF", repository, ref),
    url: `${url}/git/${encodePath(ref)}`,
    object: { sha: oid, type, url: `${url}/git/${type}s/${oid}` },
  };
}

function treeRow(url: string, repository: Repository, { path, mode, oid }: PathEntry) {
  if (mode === "160000") return { path, mode, type: "commit", sha: oid };
  if (mode === "040000") return { path, mode, type: "tree", sha: oid, url: `${url}/git/trees/${oid}` };
  const size = readBlob(repository.git, oid)?.data.length ?? 0;
  return { path, mode, type: "blob", sha: oid, size, url: `${url}/git/blobs/${oid}` };
}

/** `git-tree`; entries carry paths below the tree. */
export function treeShape(
  world: World,
  repository: Repository,
  oid: string,
  entries: readonly PathEntry[],
  truncated: boolean,
) {
  const url = repositoryUrl(world, repository);
  return {
    sha: oid,
    url: `${url}/git/trees/${oid}`,
    tree: entries.map((entry) => treeRow(url, repository, entry)),
    truncated,
  };
}

/** The entries of a tree itself, as `treeShape` takes them. */
export function directEntries(tree: Tree): PathEntry[] {
  return tree.entries.map(({ name, mode, oid }) => ({ path: name, mode, oid }));
}

/** `git-tag`: an annotated tag. */
export function tagShape(world: World, repository: Repository, tag: Tag) {
  const url = repositoryUrl(world, repository);
  return {
    node_id: objectNodeId("TA", repository, tag.oid),
    sha: tag.oid,
    url: `${url}/git/tags/${tag.oid}`,
    tagger: signatureShape(tag.tagger),
    object: { sha: tag.object, type: tag.objectType, url: `${url}/git/${tag.objectType}s/${tag.object}` },
    tag: tag.name,
    message: tag.message.replace(/\n$/, ""),
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}
