export { applyEdits, type EditResult, type TextEdit } from "./apply-edits.ts";
export type { EditError, EditReason } from "./edit-error.ts";
export type { NearestPlace } from "./nearest-place.ts";
export { shrinkGuard, type Shrinkage } from "./shrink-guard.ts";
export { unifiedPreview, type UnifiedPreview } from "./unified-preview.ts";
export { checkPaths, type PathProblem, type PathReason } from "./check-paths.ts";
export { isSameText } from "./same-text.ts";
