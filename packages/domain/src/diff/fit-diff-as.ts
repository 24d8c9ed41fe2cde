import type { FileDiff } from "./file-diff.ts";
import { fitDiff, type FittedDiff } from "./fit-diff.ts";
import { fitPatch } from "./fit-patch.ts";

/** `auto` shows the best hunks first, `patch` all in file order, `stat` none. */
export const DIFF_FORMATS = ["auto", "stat", "patch"] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

type Fit = (files: readonly FileDiff[], part: { budgetTokens: number; cursor?: string | undefined }) => FittedDiff;

/** Ways to fit a diff into a budget. All throw RestCursorError where the cursor was made for another diff. */
export const fitDiffAs: Readonly<Record<DiffFormat, Fit>> = {
  auto: fitDiff,
  patch: fitPatch,
  stat: (files, { budgetTokens }) => {
    const bare = files.map((file) => ({ ...file, hunks: [] }));
    return fitDiff(bare, { budgetTokens });
  },
};
