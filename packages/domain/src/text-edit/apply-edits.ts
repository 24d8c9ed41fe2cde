import { editError, type EditError } from "./edit-error.ts";
import { findPlaces } from "./find-places.ts";
import { plainText, type PlainText } from "./line-endings.ts";
import { nearestPlace } from "./nearest-place.ts";

/** Replace `old_text`, which must occur exactly `count` times (1 unless given), by `new_text`. */
export interface TextEdit {
  readonly old_text: string;
  readonly new_text: string;
  readonly count?: number | undefined;
}

export type EditResult =
  | { readonly ok: true; readonly text: string; readonly replacements: number }
  | { readonly ok: false; readonly error: EditError };

/**
 * Applies edits in order, each to the result of those before, or none of them. Matching is exact but for line endings:
 * `\n` and `\r\n` match each other, and what is inserted takes the ending in use at its place.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): EditResult {
  let current = text;
  let replacements = 0;
  for (const [index, edit] of edits.entries()) {
    const result = applyEdit(current, edit, index);
    if (!result.ok) return result;
    current = result.text;
    replacements += result.replacements;
  }
  return { ok: true, text: current, replacements };
}

function applyEdit(original: string, edit: TextEdit, index: number): EditResult {
  const { count = 1 } = edit;
  if (edit.old_text === "") return { ok: false, error: editError("empty_old_text", index, count) };
  if (!Number.isInteger(count) || count < 1) return { ok: false, error: editError("bad_count", index, count) };

  const plain = plainText(original);
  const wanted = edit.old_text.replaceAll("\r\n", "\n");
  const places = findPlaces(plain.text, wanted);
  if (places.length === 0) {
    return { ok: false, error: editError("not_found", index, count, [], nearestPlace(plain.text, wanted)) };
  }
  const overlap = places.some((place, at) => at > 0 && place - (places[at - 1] ?? 0) < wanted.length);
  if (places.length !== count || overlap) {
    const reason = places.length === count ? "overlapping" : "count_mismatch";
    return { ok: false, error: editError(reason, index, count, lineNumbers(plain.text, places)) };
  }
  return { ok: true, text: replaceAt(original, plain, places, wanted.length, edit.new_text), replacements: count };
}

function replaceAt(
  original: string,
  plain: PlainText,
  places: readonly number[],
  length: number,
  newText: string,
): string {
  const parts: string[] = [];
  let done = 0;
  for (const place of places) {
    parts.push(original.slice(done, plain.origin(place)), withEnding(newText, plain.endingAt(place)));
    done = plain.origin(place + length);
  }
  parts.push(original.slice(done));
  return parts.join("");
}

function withEnding(text: string, ending: "\n" | "\r\n" | undefined): string {
  if (ending === undefined) return text;
  const plain = text.replaceAll("\r\n", "\n");
  return ending === "\n" ? plain : plain.replaceAll("\n", ending);
}

/** The 1-based lines of some ascending positions. */
function lineNumbers(text: string, positions: readonly number[]): number[] {
  let line = 1;
  let newline = text.indexOf("\n");
  return positions.map((position) => {
    while (newline !== -1 && newline < position) {
      line += 1;
      newline = text.indexOf("\n", newline + 1);
    }
    return line;
  });
}
