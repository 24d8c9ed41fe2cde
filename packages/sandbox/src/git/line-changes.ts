/** A run of lines replaced by another: half-open ranges, counted from 0; one of the two may be empty. */
export interface LineChange {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/** Lines with their endings, so that CRLF and a missing final newline count as differences. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Beyond this many edits the rest of the file counts as replaced: no test wants to wait for a better answer. */
const MAX_EDITS = 3000;

/** Pairs of equal elements, ascending, of a shortest edit script: Myers, "An O(ND) Difference Algorithm" (1986). */
function matches(left: Int32Array, right: Int32Array): [number, number][] {
  const bound = Math.min(left.length + right.length, MAX_EDITS);
  const trace: Int32Array[] = [];
  const furthest = new Int32Array(2 * bound + 3);
  const zero = bound + 1;
  for (let edits = 0; edits <= bound; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && (furthest[zero + k - 1] ?? 0) < (furthest[zero + k + 1] ?? 0));
      let x = down ? (furthest[zero + k + 1] ?? 0) : (furthest[zero + k - 1] ?? 0) + 1;
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x++;
      furthest[zero + k] = x;
      if (x >= left.length && x - k >= right.length) return backtrack(trace, left.length, right.length);
    }
    trace.push(furthest.slice(zero - edits, zero + edits + 1));
  }
  return [];
}

function backtrack(trace: readonly Int32Array[], oldLength: number, newLength: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = oldLength;
  let y = newLength;
  for (let edits = trace.length; edits > 0; edits--) {
    const before = trace[edits - 1] ?? new Int32Array();
    const at = (k: number): number => before[k + edits - 1] ?? -1;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const fromX = down ? at(k + 1) : at(k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > fromX + (down ? 0 : 1)) pairs.push([--x, --y]);
    x = fromX;
    y = fromY;
  }
  while (x > 0) pairs.push([--x, --y]);
  return pairs.toReversed();
}

/**
 * Moves pure insertions and deletions down as far as the text repeats itself, as git does, so that a new function ends with
 * its own brace and not with its neighbour's.
 */
function slideDown(changes: LineChange[], oldLines: readonly string[], newLines: readonly string[]): LineChange[] {
  return changes.map((change, index) => {
    const inserts = change.oldStart === change.oldEnd;
    if (!inserts && change.newStart !== change.newEnd) return change;
    const lines = inserts ? newLines : oldLines;
    const [start, end] = inserts ? [change.newStart, change.newEnd] : [change.oldStart, change.oldEnd];
    const limit = (changes[index + 1]?.oldStart ?? oldLines.length) - change.oldEnd;
    let by = 0;
    while (by < limit && lines[start + by] !== undefined && lines[start + by] === lines[end + by]) by++;
    const { oldStart, oldEnd, newStart, newEnd } = change;
    return { oldStart: oldStart + by, oldEnd: oldEnd + by, newStart: newStart + by, newEnd: newEnd + by };
  });
}

/** The changes that turn one list of lines into another, ascending. */
export function lineChanges(oldLines: readonly string[], newLines: readonly string[]): LineChange[] {
  let start = 0;
  let oldStop = oldLines.length;
  let newStop = newLines.length;
  while (start < oldStop && start < newStop && oldLines[start] === newLines[start]) start++;
  while (oldStop > start && newStop > start && oldLines[oldStop - 1] === newLines[newStop - 1]) {
    oldStop--;
    newStop--;
  }
  const ids = new Map<string, number>();
  const idOf = (line: string): number => ids.get(line) ?? (ids.set(line, ids.size), ids.size - 1);
  const before = oldLines.slice(start, oldStop).map(idOf);
  const after = newLines.slice(start, newStop).map(idOf);
  // Lines that only one side has can match nothing; leaving them out keeps rewrites of whole files cheap.
  const inBefore = new Set(before);
  const inAfter = new Set(after);
  const keptOld = before.flatMap((id, index) => (inAfter.has(id) ? [index] : []));
  const keptNew = after.flatMap((id, index) => (inBefore.has(id) ? [index] : []));
  const pairs = matches(
    Int32Array.from(keptOld, (index) => before[index] ?? -1),
    Int32Array.from(keptNew, (index) => after[index] ?? -1),
  ).map(([x, y]): [number, number] => [start + (keptOld[x] ?? 0), start + (keptNew[y] ?? 0)]);

  const changes: LineChange[] = [];
  let oldAt = start;
  let newAt = start;
  for (const [oldIndex, newIndex] of [...pairs, [oldStop, newStop] as [number, number]]) {
    if (oldIndex > oldAt || newIndex > newAt) {
      changes.push({ oldStart: oldAt, oldEnd: oldIndex, newStart: newAt, newEnd: newIndex });
    }
    oldAt = oldIndex + 1;
    newAt = newIndex + 1;
  }
  return slideDown(changes, oldLines, newLines);
}
