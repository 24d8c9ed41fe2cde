export { blobId } from "./blob-id.ts";
export { checkOperations, type CommitOperation, type OperationProblem } from "./check-operations.ts";
export { editedContent, type EditedContent } from "./edited-content.ts";
