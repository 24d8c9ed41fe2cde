import { ToolError } from "@fairlead/core";
import { checkOperations as check } from "@fairlead/domain/commit-plan";
import type { FileOperation } from "../../../shape/file-operation.ts";

/**
 * Refuses what cannot be a commit, before anything is sent.
 *
 * @throws ToolError `invalid_input` or `too_large`, naming the operation.
 */
export function checkOperations(operations: readonly FileOperation[]): void {
  const problem = check(operations);
  if (problem) throw new ToolError(problem.code, problem.message);
}
