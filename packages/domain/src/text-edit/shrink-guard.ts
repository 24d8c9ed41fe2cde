/** How far a replacement would shrink a file. */
export interface Shrinkage {
  readonly oldLines: number;
  readonly newLines: number;
}

const largeFile = 200;

/** Reports a replacement that keeps less than half the lines of a file of more than 200: more often a cut-off copy than meant. */
export function shrinkGuard(oldText: string, newText: string): Shrinkage | undefined {
  const oldLines = countLines(oldText);
  const newLines = countLines(newText);
  return oldLines > largeFile && newLines < oldLines / 2 ? { oldLines, newLines } : undefined;
}

function countLines(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
