import type { DiffLine, Hunk } from "./hunk.ts";
import { markChanges, type ChangeMarks } from "./mark-changes.ts";
import { slideChanges } from "./slide-changes.ts";
import { splitLines } from "./split-lines.ts";

/**
 * The hunks that turn one text into another, with `context` unchanged lines around each change; none for equal texts.
 * The work is bounded: very different texts of a megabyte give a correct diff that need not be the shortest.
 */
export function diffTexts(oldText: string, newText: string, context = 3): Hunk[] {
  if (oldText === newText) return [];
  const olds = splitLines(oldText);
  const news = splitLines(newText);
  const ids = new Map<string, number>();
  const oldIds = number(olds, ids);
  const newIds = number(news, ids);
  const marks = markChanges(oldIds, newIds);
  slideChanges(oldIds, newIds, marks);
  return buildHunks(olds, news, marks, Math.max(0, Math.floor(context)));
}

/** Equal lines get equal ids; the newline counts, so a missing final one is a difference. */
function number(lines: readonly string[], ids: Map<string, number>): Int32Array {
  const numbered = new Int32Array(lines.length);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const id = ids.get(line) ?? ids.size;
    if (id === ids.size) ids.set(line, id);
    numbered[at] = id;
  }
  return numbered;
}

/** A stretch of changes: half-open line ranges of both sides. */
interface Change {
  oldFrom: number;
  oldTo: number;
  newFrom: number;
  newTo: number;
}

function listChanges({ removed, added }: ChangeMarks): Change[] {
  const changes: Change[] = [];
  let o = 0;
  let n = 0;
  while (o < removed.length || n < added.length) {
    const [oldFrom, newFrom] = [o, n];
    while (removed[o] === 1) o += 1;
    while (added[n] === 1) n += 1;
    if (o > oldFrom || n > newFrom) changes.push({ oldFrom, oldTo: o, newFrom, newTo: n });
    o += 1;
    n += 1;
  }
  return changes;
}

function buildHunks(olds: readonly string[], news: readonly string[], marks: ChangeMarks, context: number): Hunk[] {
  const hunks: Hunk[] = [];
  let group: Change[] = [];
  const close = () => {
    if (group.length > 0) hunks.push(buildHunk(olds, news, group, context));
    group = [];
  };
  for (const change of listChanges(marks)) {
    const last = group.at(-1);
    if (last && change.oldFrom - last.oldTo > 2 * context) close();
    group.push(change);
  }
  close();
  return hunks;
}

function buildHunk(olds: readonly string[], news: readonly string[], group: readonly Change[], context: number): Hunk {
  const lines: DiffLine[] = [];
  const first = group[0] ?? { oldFrom: 0, newFrom: 0 };
  const lead = Math.min(context, first.oldFrom, first.newFrom);
  const oldFrom = first.oldFrom - lead;
  const newFrom = first.newFrom - lead;
  let o = oldFrom;
  const copyUntil = (end: number) => {
    for (; o < end; o += 1) lines.push(toLine("context", olds[o] ?? ""));
  };
  let newTo = newFrom;
  for (const change of group) {
    copyUntil(change.oldFrom);
    for (; o < change.oldTo; o += 1) lines.push(toLine("removed", olds[o] ?? ""));
    for (let n = change.newFrom; n < change.newTo; n += 1) lines.push(toLine("added", news[n] ?? ""));
    newTo = change.newTo;
  }
  const tail = Math.min(context, olds.length - o, news.length - newTo);
  copyUntil(o + tail);
  const oldLines = o - oldFrom;
  const newLines = newTo + tail - newFrom;
  return {
    oldStart: oldLines === 0 ? oldFrom : oldFrom + 1,
    oldLines,
    newStart: newLines === 0 ? newFrom : newFrom + 1,
    newLines,
    section: "",
    lines,
  };
}

function toLine(kind: DiffLine["kind"], line: string): DiffLine {
  return line.endsWith("\n") ? { kind, text: line.slice(0, -1) } : { kind, text: line, noNewline: true };
}
