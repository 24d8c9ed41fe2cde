import { middleSearch, type Box } from "./middle-snake.ts";

/** For each line of both sides, 1 where it is removed or added; the lines left at 0 pair up in order. */
export interface ChangeMarks {
  readonly removed: Uint8Array;
  readonly added: Uint8Array;
}

const maxEdits = 256;
/** About half a second; whatever is still uncompared then is shown as replaced. */
const maxSteps = 60_000_000;

/** Compares two sequences of line ids, which are numbered from 0 without gaps. */
export function markChanges(olds: Int32Array, news: Int32Array): ChangeMarks {
  const removed = new Uint8Array(olds.length);
  const added = new Uint8Array(news.length);
  // A line found on one side only is never part of a common subsequence: leaving it out keeps the answer and saves most of the work.
  const oldKept = keepShared(olds, news, removed);
  const newKept = keepShared(news, olds, added);
  const a = oldKept.map((at) => olds[at] ?? -1);
  const b = newKept.map((at) => news[at] ?? -1);

  const middle = middleSearch(a, b, maxEdits);
  const open: Box[] = [{ oldFrom: 0, oldTo: a.length, newFrom: 0, newTo: b.length }];
  for (let box = open.pop(); box; box = open.pop()) {
    const { oldFrom, oldTo, newFrom, newTo } = trim(box, a, b);
    if (oldFrom === oldTo || newFrom === newTo || middle.spent() > maxSteps) {
      for (let at = oldFrom; at < oldTo; at += 1) removed[oldKept[at] ?? 0] = 1;
      for (let at = newFrom; at < newTo; at += 1) added[newKept[at] ?? 0] = 1;
      continue;
    }
    const [x, y] = middle.find({ oldFrom, oldTo, newFrom, newTo });
    open.push({ oldFrom: x, oldTo, newFrom: y, newTo }, { oldFrom, oldTo: x, newFrom, newTo: y });
  }
  return { removed, added };
}

/** Positions of the ids that also occur in `other`; all others are marked. */
function keepShared(ids: Int32Array, other: Int32Array, marks: Uint8Array): Int32Array {
  const known = new Uint8Array(ids.length + other.length);
  for (let at = 0; at < other.length; at += 1) known[other[at] ?? 0] = 1;
  const kept = new Int32Array(ids.length);
  let count = 0;
  for (let at = 0; at < ids.length; at += 1) {
    if (known[ids[at] ?? 0] === 1) kept[count++] = at;
    else marks[at] = 1;
  }
  return kept.subarray(0, count);
}

function trim(box: Box, a: Int32Array, b: Int32Array): Box {
  let { oldFrom, oldTo, newFrom, newTo } = box;
  while (oldFrom < oldTo && newFrom < newTo && a[oldFrom] === b[newFrom]) {
    oldFrom += 1;
    newFrom += 1;
  }
  while (oldTo > oldFrom && newTo > newFrom && a[oldTo - 1] === b[newTo - 1]) {
    oldTo -= 1;
    newTo -= 1;
  }
  return { oldFrom, oldTo, newFrom, newTo };
}
