import type { NearestPlace } from "./nearest-place.ts";

export type EditReason = "empty_old_text" | "bad_count" | "not_found" | "count_mismatch" | "overlapping";

/** Why an edit was refused; nothing of the batch counts then. `edit` is its position, `lines` (at most 20) where its text occurs. */
export interface EditError {
  readonly code: "invalid_input";
  readonly reason: EditReason;
  readonly edit: number;
  readonly wanted: number;
  readonly found: number;
  readonly lines: readonly number[];
  readonly nearest?: NearestPlace;
  /** One sentence for the caller. */
  readonly message: string;
}

const mostLines = 20;

/** Builds the error of one edit. `lines` are those of all `found` places, ascending. */
export function editError(
  reason: EditReason,
  edit: number,
  wanted: number,
  lines: readonly number[] = [],
  nearest?: NearestPlace,
): EditError {
  return {
    code: "invalid_input",
    reason,
    edit,
    wanted,
    found: lines.length,
    lines: lines.slice(0, mostLines),
    ...(nearest ? { nearest } : {}),
    message: sentence(reason, edit, wanted, lines, nearest),
  };
}

function sentence(
  reason: EditReason,
  edit: number,
  wanted: number,
  lines: readonly number[],
  nearest?: NearestPlace,
): string {
  const name = `edits[${edit}]`;
  const where = `${lines.slice(0, mostLines).join(", ")}${lines.length > mostLines ? ", …" : ""}`;
  switch (reason) {
    case "empty_old_text":
      return `${name}: old_text is empty; give the text to replace.`;
    case "bad_count":
      return `${name}: count must be a whole number of 1 or more.`;
    case "not_found":
      return nearest
        ? `${name}: old_text does not occur; the nearest is line ${nearest.line}: ${JSON.stringify(nearest.text)}.`
        : `${name}: old_text does not occur.`;
    case "count_mismatch":
      return lines.length > wanted
        ? `${name}: old_text occurs ${lines.length} times, expected ${wanted}, at lines ${where}; add surrounding lines or set count.`
        : `${name}: old_text occurs ${lines.length} times, expected ${wanted}, at lines ${where}.`;
    case "overlapping":
      break;
  }
  return `${name}: the places of old_text overlap, at lines ${where}; give a longer old_text.`;
}
