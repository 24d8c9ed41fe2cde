/** The door of the git object model: real object ids, histories, diffs, merges and revisions. */
export type { Blob, Commit, CommitFacts, FileMode, GitObject, Signature, Tag, Tree } from "./object.ts";
export { encodeObject } from "./object.ts";
export type { Git } from "./store.ts";
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
} from "./store.ts";
export type { PathEntry, TreeChange } from "./tree.ts";
export { changeTree, emptyTree, entryAt, walkTree } from "./tree.ts";
export { peel, readExpression, resolveCommit } from "./revision.ts";
export { aheadBehind, history, isAncestor, mergeBase, touches } from "./history.ts";
export type { FileDiff } from "./diff.ts";
export { changedPaths, diffTrees, filesOf } from "./diff.ts";
export { isBinary, unifiedPatch } from "./patch.ts";
export { mergeCommits, mergeTrees } from "./merge.ts";
