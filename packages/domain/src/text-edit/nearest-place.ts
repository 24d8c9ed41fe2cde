/** The line of a text that most probably was meant by one that does not occur in it. */
export interface NearestPlace {
  /** 1-based: the first line that differs in the stretch most like the wanted one. */
  readonly line: number;
  readonly text: string;
  /** Where that stretch begins, 1-based. */
  readonly startLine: number;
  /** Of the whole stretch, 0 to 1. */
  readonly similarity: number;
}

const tableSize = 1 << 12;
const longestLine = 400;
const longestText = 200;

/**
 * Finds the stretch of as many lines as `wanted` has that shares most letter pairs with it. The window moves a line at a
 * time and only counts the pairs that enter and leave, so time grows with the length of the text alone.
 * Both texts with `\n` endings. Undefined when one of them is blank.
 */
export function nearestPlace(text: string, wanted: string): NearestPlace | undefined {
  const wantedLines = wanted
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd()
    .split("\n");
  const lines = text.split("\n");
  if (wantedLines.join("").trim() === "" || text.trim() === "") return undefined;

  const goal = new Int32Array(tableSize);
  const window = new Int32Array(tableSize);
  const goalSize = wantedLines.reduce(
    (sum, line) => sum + eachPair(line, (pair) => (goal[pair] = (goal[pair] ?? 0) + 1)),
    0,
  );
  let shared = 0;
  let size = 0;
  const enter = (pair: number) => {
    const count = window[pair] ?? 0;
    if (count < (goal[pair] ?? 0)) shared += 1;
    window[pair] = count + 1;
  };
  const leave = (pair: number) => {
    const count = (window[pair] ?? 0) - 1;
    if (count < (goal[pair] ?? 0)) shared -= 1;
    window[pair] = count;
  };

  let best = { start: 0, similarity: -1 };
  const height = Math.min(wantedLines.length, lines.length);
  for (const [at, line] of lines.entries()) {
    size += eachPair(line, enter);
    if (at >= height) size -= eachPair(lines[at - height] ?? "", leave);
    if (at < height - 1) continue;
    // What the wanted text lacks weighs little: it is often a part of a longer line.
    const similarity = shared / (goalSize + 0.1 * (size - shared));
    if (similarity > best.similarity) best = { start: at - height + 1, similarity };
  }
  const differing = firstDifference(lines, best.start, wantedLines);
  return {
    line: best.start + differing + 1,
    text: (lines[best.start + differing] ?? "").slice(0, longestText),
    startLine: best.start + 1,
    similarity: Math.round(best.similarity * 100) / 100,
  };
}

/** Calls back with a number for each pair of neighbouring characters, line ends included; returns how many there were. */
function eachPair(line: string, use: (pair: number) => void): number {
  const text = line.trim();
  const end = Math.min(text.length, longestLine);
  if (end === 0) return 0;
  let last = 0;
  for (let at = 0; at <= end; at += 1) {
    const code = at < end ? text.charCodeAt(at) : 0;
    use((Math.imul(last, 31) + code) & (tableSize - 1));
    last = code;
  }
  return end + 1;
}

/** The wanted text may begin and end inside a line, so its first and last line only need to be part of theirs. */
function firstDifference(lines: readonly string[], start: number, wantedLines: readonly string[]): number {
  const last = wantedLines.length - 1;
  const at = wantedLines.findIndex((wanted, index) => {
    const line = lines[start + index] ?? "";
    if (last === 0) return !line.includes(wanted);
    if (index === 0) return !line.endsWith(wanted);
    return index === last ? !line.startsWith(wanted) : line !== wanted;
  });
  return at === -1 || start + at >= lines.length ? 0 : at;
}
