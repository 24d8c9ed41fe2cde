import type { FileDiff } from "./file-diff.ts";
import { fitDiff, type FittedDiff } from "./fit-diff.ts";

/**
 * Pages of a diff in file order: each holds as many whole files as fit, and a file that fits no page alone is shown in
 * parts.
 *
 * @param options.cursor `next_cursor` of the page before.
 */
export function fitPatch(
  files: readonly FileDiff[],
  { budgetTokens, cursor = "0:" }: { budgetTokens: number; cursor?: string | undefined },
): FittedDiff {
  const colon = cursor.indexOf(":");
  const from = Number(cursor.slice(0, colon));
  const inside = cursor.slice(colon + 1);
  if (inside !== "") return part(files, from, fitDiff(files.slice(from, from + 1), { budgetTokens, cursor: inside }));

  let best = fitDiff(files.slice(from, from + 1), { budgetTokens });
  let count = 1;
  for (let most = files.length - from; count < most;) {
    const middle = Math.ceil((count + most) / 2);
    const page = fitDiff(files.slice(from, from + middle), { budgetTokens });
    if (page.next_cursor === undefined && page.files.length === middle) [best, count] = [page, middle];
    else most = middle - 1;
  }
  return part(files, from + count - 1, best);
}

/** @param last The last file that the page is about. */
function part(files: readonly FileDiff[], last: number, page: FittedDiff): FittedDiff {
  if (page.next_cursor !== undefined) return { ...page, next_cursor: `${last}:${page.next_cursor}` };
  return { ...page, next_cursor: last + 1 < files.length ? `${last + 1}:` : undefined };
}
