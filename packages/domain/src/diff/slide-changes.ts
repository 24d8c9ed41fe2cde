import type { ChangeMarks } from "./mark-changes.ts";

/**
 * Moves each pure insertion or deletion, as far as equal lines allow, beside a change of the other side, which makes one
 * replacement of the two, or else down, so that an added function ends with its own closing brace and not its
 * neighbour's. A run with changes on both sides stays.
 */
export function slideChanges(olds: Int32Array, news: Int32Array, { removed, added }: ChangeMarks): void {
  let o = 0;
  let n = 0;
  while (o < olds.length || n < news.length) {
    const oldEnd = endOfRun(removed, o);
    const newEnd = endOfRun(added, n);
    if (oldEnd > o && newEnd === n) [o, n] = slide(olds, removed, o, oldEnd, added, n);
    else if (newEnd > n && oldEnd === o) [n, o] = slide(news, added, n, newEnd, removed, o);
    else [o, n] = [oldEnd + 1, newEnd + 1];
  }
}

/** Slides the run `from..to` of one side; returns where each side stands after it. */
function slide(
  ids: Int32Array,
  marks: Uint8Array,
  from: number,
  to: number,
  otherMarks: Uint8Array,
  otherFrom: number,
): [number, number] {
  const up = stepsUp(ids, marks, from, to, otherMarks, otherFrom);
  if (otherMarks[otherFrom - up - 1] === 1) {
    marks.fill(0, Math.max(from, to - up), to);
    marks.fill(1, from - up, Math.min(from, to - up));
    return [to - up, otherFrom - up];
  }
  let start = from;
  let end = to;
  let other = otherFrom;
  // Each step lets the pair after the run change places with the run's first line, which reads the same.
  while (end < ids.length && otherMarks[other] === 0 && ids[start] === ids[end]) {
    marks[start] = 0;
    marks[end] = 1;
    start += 1;
    other += 1;
    end = endOfRun(marks, end);
  }
  return [end, endOfRun(otherMarks, other)];
}

/** How far up equal lines allow the run to move, no further than to a change of either side. */
function stepsUp(
  ids: Int32Array,
  marks: Uint8Array,
  from: number,
  to: number,
  otherMarks: Uint8Array,
  otherFrom: number,
): number {
  let up = 0;
  while (
    marks[from - up - 1] === 0 &&
    otherMarks[otherFrom - up - 1] === 0 &&
    ids[from - up - 1] === ids[to - up - 1]
  ) {
    up += 1;
  }
  return up;
}

function endOfRun(marks: Uint8Array, from: number): number {
  let at = from;
  while (marks[at] === 1) at += 1;
  return at;
}
