import type { Blob, Commit, CommitFacts, GitObject, Tag, TagFacts, Tree, TreeEntry } from "./object.ts";
import { compareEntries, encodeCommit, encodeTag, encodeTree, objectId } from "./object.ts";

/** One repository's git data. Forks share `objects` with their parent, as GitHub's fork networks do. */
export interface Git {
  objects: Map<string, GitObject>;
  /** Full ref name ("refs/heads/main") → object id. */
  refs: Map<string, string>;
}

export function createGit(objects: Git["objects"] = new Map()): Git {
  return { objects, refs: new Map() };
}

function keep<T extends GitObject>(git: Git, object: T): T {
  const known = git.objects.get(object.oid);
  if (known) return known as T;
  git.objects.set(object.oid, object);
  return object;
}

/** Stores bytes (a string is UTF-8). */
export function writeBlob(git: Git, content: Buffer | string): Blob {
  const data = typeof content === "string" ? Buffer.from(content) : content;
  return keep(git, { type: "blob", oid: objectId("blob", data), data });
}

/** Stores a tree; entries may come in any order. */
export function writeTree(git: Git, entries: readonly TreeEntry[]): Tree {
  const sorted = entries.toSorted(compareEntries);
  return keep(git, { type: "tree", oid: objectId("tree", encodeTree(sorted)), entries: sorted });
}

export function writeCommit(git: Git, facts: CommitFacts): Commit {
  return keep(git, { ...facts, type: "commit", oid: objectId("commit", encodeCommit(facts)) });
}

export function writeTag(git: Git, facts: TagFacts): Tag {
  return keep(git, { ...facts, type: "tag", oid: objectId("tag", encodeTag(facts)) });
}

function read<T extends GitObject["type"]>(
  git: Git,
  oid: string,
  type: T,
): Extract<GitObject, { type: T }> | undefined {
  const object = git.objects.get(oid);
  return object?.type === type ? (object as Extract<GitObject, { type: T }>) : undefined;
}

/** Each reader returns undefined for an unknown id or an object of another type. */
export const readBlob = (git: Git, oid: string): Blob | undefined => read(git, oid, "blob");
export const readTree = (git: Git, oid: string): Tree | undefined => read(git, oid, "tree");
export const readTag = (git: Git, oid: string): Tag | undefined => read(git, oid, "tag");
export const readCommit = (git: Git, oid: string): Commit | undefined => read(git, oid, "commit");

/** A commit that must be there. @throws Error where it is not: that is a fault of the stand-in, not of a request. */
export function commitOf(git: Git, oid: string): Commit {
  const commit = readCommit(git, oid);
  if (!commit) throw new Error(`no commit ${oid}`);
  return commit;
}
