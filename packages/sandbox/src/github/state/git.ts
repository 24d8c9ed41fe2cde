/** The door of the git object model in `git/`: real object ids, histories, diffs, merges and revisions. */
export type {
  Blob,
  Commit,
  CommitFacts,
  FileMode,
  GitObject,
  Signature,
  Tag,
  TagFacts,
  Tree,
  TreeEntry,
} from "./git/object.ts";
export { encodeObject, objectId } from "./git/object.ts";
export type { Git } from "./git/store.ts";
export {
  commitOf,
  createGit,
  readBlob,
  readCommit,
  readTag,
  readTree,
  writeBlob,
  writeCommit,
  writeTag,
  writeTree,
} from "./git/store.ts";
export type { PathEntry, TreeChange } from "./git/tree.ts";
export { changeTree, emptyTree, entryAt, walkTree } from "./git/tree.ts";
export { peel, readExpression, resolveCommit } from "./git/revision.ts";
export { aheadBehind, history, isAncestor, mergeBase, reachable, touches } from "./git/history.ts";
export type { FileDiff } from "./git/diff.ts";
export { changedPaths, diffTrees, filesOf } from "./git/diff.ts";
export type { Patch } from "./git/patch.ts";
export { isBinary, unifiedPatch } from "./git/patch.ts";
export type { MergeResult } from "./git/merge.ts";
export { mergeCommits, mergeTrees } from "./git/merge.ts";
