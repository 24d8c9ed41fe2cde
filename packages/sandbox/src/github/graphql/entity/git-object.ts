import type { Blob, GitObject, Tag, Tree } from "../../state/git.ts";
import { isBinary } from "../../state/git.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { gitActor } from "./git-actor.ts";
import { gitObjectPart } from "./git-object-part.ts";
import { treeEntry } from "./tree-entry.ts";

/** Text beyond this is cut off in GraphQL. */
const MAX_TEXT_BYTES = 512_000;

function blobEntity(lens: Lens, repository: Repository, blob: Blob): Entity {
  const binary = isBinary(blob.data);
  return {
    __typename: "Blob",
    ...gitObjectPart(lens, repository, "B", blob.oid),
    byteSize: blob.data.length,
    isBinary: binary,
    isTruncated: blob.data.length > MAX_TEXT_BYTES,
    text: binary ? null : blob.data.subarray(0, MAX_TEXT_BYTES).toString(),
  };
}

function treeEntity(lens: Lens, repository: Repository, tree: Tree): Entity {
  return {
    __typename: "Tree",
    ...gitObjectPart(lens, repository, "T", tree.oid),
    entries: () => tree.entries.map(({ name, mode, oid }) => treeEntry(lens, repository, { path: name, mode, oid })),
  };
}

function tagEntity(lens: Lens, repository: Repository, tag: Tag): Entity {
  return {
    __typename: "Tag",
    ...gitObjectPart(lens, repository, "TA", tag.oid),
    name: tag.name,
    message: tag.message,
    tagger: gitActor(lens, tag.tagger),
    target: () => {
      const object = repository.git.objects.get(tag.object);
      return object ? lens.gitObject(repository, object) : null;
    },
  };
}

/** `Blob`, `Tree`, `Commit` or `Tag`. */
export function gitObjectEntity(lens: Lens, repository: Repository, object: GitObject): Entity {
  switch (object.type) {
    case "blob":
      return blobEntity(lens, repository, object);
    case "tree":
      return treeEntity(lens, repository, object);
    case "tag":
      return tagEntity(lens, repository, object);
    case "commit":
      return lens.commit(repository, object.oid);
  }
}
