import type { Hunk } from "./hunk.ts";

/** Added and removed lines of some hunks. */
export function countChanges(hunks: readonly Hunk[]): { additions: number; deletions: number } {
  let additions = 0;
  let deletions = 0;
  for (const hunk of hunks) {
    for (const { kind } of hunk.lines) {
      if (kind === "added") additions += 1;
      else if (kind === "removed") deletions += 1;
    }
  }
  return { additions, deletions };
}
