/** The door of the git object model in `git/`: real object ids, histories, diffs, merges and revisions. */
export type { Blob, Commit, FileMode, GitObject, Signature, Tag, Tree } from "./git/object.ts";
export { encodeObject } from "./git/object.ts";
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
} from "./git/store.ts";
export type { PathEntry, TreeChange } from "./git/tree.ts";
export { changeTree, emptyTree, entryAt, walkTree } from "./git/tree.ts";
export { peel, readExpression, resolveCommit } from "./git/revision.ts";
export { aheadBehind, history, isAncestor, mergeBase, touches } from "./git/history.ts";
export type { FileDiff } from "./git/diff.ts";
export { changedPaths, diffTrees, filesOf } from "./git/diff.ts";
export { isBinary, unifiedPatch } from "./git/patch.ts";
export { mergeCommits, mergeTrees } from "./git/merge.ts";
