export type { DiffLine, Hunk, LineKind } from "./hunk.ts";
export { parsePatch } from "./parse-patch.ts";
export { diffTexts } from "./diff-texts.ts";
export { formatUnified, type UnifiedPaths } from "./format-unified.ts";
export { countChanges } from "./count-changes.ts";
export { readFileDiff, type FileDiff, type VendorFile } from "./file-diff.ts";
export { classifyFile, type FileClass, type FileFacts, type FileStatus } from "./signals/classify-file.ts";
export { matchGlob } from "./signals/match-glob.ts";
export { outlineDeclarations, type Declaration } from "./signals/outline-declarations.ts";
export { hunkSignals, type HunkSignals } from "./signals/hunk-signals.ts";
export { scoreHunk } from "./signals/score-hunk.ts";
export { packDiff, type DiffPage, type PackedFile, type PageOptions } from "./pack/pack-diff.ts";
export { RestCursorError } from "./pack/rest-cursor.ts";
export { statRows, type StatRow } from "./pack/stat-rows.ts";
export {
  commentableLines,
  type CommentableLine,
  type CommentableLines,
  type CommentSide,
} from "./comments/commentable-lines.ts";
export { commentIndex, type CommentIndex } from "./comments/comment-index.ts";
export {
  validateComment,
  type CommentPlace,
  type CommentRejection,
  type CommentVerdict,
  type DraftComment,
  type NearestLine,
} from "./comments/validate-comment.ts";
export {
  appendRejected,
  planComments,
  type RejectedComment,
  type ReviewPlan,
  type WrittenComment,
} from "./comments/plan-comments.ts";
export { suggestionBlock } from "./comments/suggestion-block.ts";
export { fitDiff, fitDiffRows, type DiffRow, type FittedDiff } from "./fit-diff.ts";
export { DIFF_FORMATS, fitDiffAs, type DiffFormat } from "./fit-diff-as.ts";
export { isWithinPath } from "./within-path.ts";
