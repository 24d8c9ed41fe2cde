import type { HunkTable } from "./hunk-table.ts";
import { isComplete, linesOf, type ShownLines } from "./shown-lines.ts";

/**
 * What is left to show, as a short string. Later pages go in file order, so the rest is "every hunk but those shown":
 * hunks are numbered 0..n-1 in file order and the shown ones written as runs, which takes two or three characters for
 * each run instead of an entry per hunk (some 40 runs and 150 characters for 400 files at 6,000 tokens).
 *
 *     cursor = fingerprint, number of cuts, {steps since the last cut hunk, lines shown of it}, {run length}
 *
 * Run lengths alternate: complete hunks first, then incomplete ones, and so on; what follows the last run is incomplete.
 * A cut hunk, shown in part, counts as incomplete. Every number is written in base 32, lowest digit first, one character
 * of the URL-safe base 64 alphabet per digit, 32 added to each digit but the last. The fingerprint covers the paths,
 * the hunks' positions and the rest of the cursor: one of another diff, or a damaged one, is refused.
 */
export function encodeRest(table: HunkTable, shown: ShownLines): string {
  const cuts: number[] = [];
  const runs: number[] = [];
  let lastCut = 0;
  let complete = true;
  let run = 0;
  for (const hunk of table.hunks) {
    const lines = shown[hunk.ordinal] ?? 0;
    if (lines > 0 && lines < linesOf(hunk)) {
      cuts.push(hunk.ordinal - lastCut, lines);
      lastCut = hunk.ordinal;
    }
    if (isComplete(shown, hunk) !== complete) {
      runs.push(run);
      run = 0;
      complete = !complete;
    }
    run += 1;
  }
  if (complete) runs.push(run);
  const numbers = [cuts.length / 2, ...cuts, ...runs];
  return [fingerprint(table, numbers), ...numbers].map(writeNumber).join("");
}

/** The cursor does not belong to this diff, or is not one. */
export class RestCursorError extends Error {
  readonly code = "invalid_input";
  override readonly name = "RestCursorError";
}

/** Reads what `encodeRest` wrote. Throws `RestCursorError` unless it fits this very diff. */
export function decodeRest(table: HunkTable, cursor: string): ShownLines {
  const [print, ...numbers] = readNumbers(cursor);
  if (print !== fingerprint(table, numbers)) throw new RestCursorError("the cursor belongs to another diff");
  const [cutCount = NaN] = numbers;
  const cuts = numbers.slice(1, 1 + 2 * cutCount);
  const runs = numbers.slice(1 + 2 * cutCount);
  const shown: ShownLines = new Int32Array(table.hunks.length);
  let at = 0;
  for (const [index, run] of runs.entries()) {
    if (at + run > shown.length) throw new RestCursorError("the cursor names hunks that are not there");
    if (index % 2 === 0) for (const hunk of table.hunks.slice(at, at + run)) shown[hunk.ordinal] = linesOf(hunk);
    at += run;
  }
  let ordinal = 0;
  for (let index = 0; index < 2 * cutCount; index += 2) {
    ordinal += cuts[index] ?? NaN;
    const lines = cuts[index + 1] ?? 0;
    if (!(lines > 0 && lines < linesOf(table.hunks[ordinal])) || shown[ordinal] !== 0) {
      throw new RestCursorError("the cursor cuts a hunk where it cannot be cut");
    }
    shown[ordinal] = lines;
  }
  if (table.hunks.every((hunk) => isComplete(shown, hunk)))
    throw new RestCursorError("the cursor leaves nothing to show");
  return shown;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function writeNumber(value: number): string {
  let text = "";
  for (let rest = value; ; rest = Math.floor(rest / 32)) {
    if (rest < 32) return text + digits[rest];
    text += digits[(rest % 32) + 32];
  }
}

function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let weight = 1;
  for (const char of text) {
    const digit = digits.indexOf(char);
    if (digit === -1 || weight > 2 ** 30) throw new RestCursorError("not a cursor of this tool");
    value += (digit % 32) * weight;
    weight *= 32;
    if (digit >= 32) continue;
    numbers.push(value);
    [value, weight] = [0, 1];
  }
  if (weight !== 1) throw new RestCursorError("the cursor is cut off");
  return numbers;
}

/** FNV-1a over the shape of the diff and the rest of the cursor, 30 bits of it: a guard against mistakes, not forgery. */
function fingerprint(table: HunkTable, numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  const add = (value: number) => (hash = Math.imul(hash ^ value, 0x01000193));
  for (const file of table.files) {
    for (let at = 0; at < file.path.length; at += 1) add(file.path.charCodeAt(at));
    add(-1);
    for (const { oldStart, newStart, lines } of file.hunks) [oldStart, newStart, lines.length].forEach(add);
  }
  numbers.forEach(add);
  return hash >>> 2;
}
