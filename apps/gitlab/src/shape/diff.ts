import { ToolError } from "@fairlead/core";
import { fitDiffAs, RestCursorError, type DiffFormat, type FileDiff, type FittedDiff } from "@fairlead/domain/diff";
import { z } from "zod";

/** A changed file. `hunks_shown` are those of which the diff beside it shows at least a line. */
export const DiffFile = z.object({
  path: z.string(),
  status: z.string(),
  additions: z.int(),
  deletions: z.int(),
  class: z.string(),
  hunks_shown: z.int(),
  hunks_total: z.int(),
});

/**
 * Fits a diff into a budget, the best hunks first unless another format is asked for.
 *
 * @throws ToolError `conflict` where the cursor was made for another diff: the branch has moved.
 */
export function shapeDiff(
  files: readonly FileDiff[],
  part: { budgetTokens: number; cursor?: string | undefined },
  format: DiffFormat = "auto",
): FittedDiff {
  try {
    return fitDiffAs[format](files, part);
  } catch (error) {
    if (!(error instanceof RestCursorError)) throw error;
    throw new ToolError("conflict", "The diff has changed since that page: begin anew without cursor.", {
      cause: error,
    });
  }
}
