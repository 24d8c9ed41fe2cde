/** As many whole lines as fit. */
export interface CutLines {
  text: string;
  /** Lines in `text`. */
  lines: number;
  /** Set where even the first line had to be cut: after so many characters. */
  cutAt?: number;
}

/** A line of this length is shown even where the room is gone. */
const SHORTEST_CUT = 100;

/**
 * Takes lines while they fit.
 *
 * @param room Characters of the text as JSON, the larger of the two forms that a result has.
 */
export function cutLines(lines: readonly string[], room: number): CutLines {
  let left = room;
  // The quotes around one line take as much as the escaped newline after it.
  const end = lines.findIndex((line) => (left -= JSON.stringify(line).length) < 0);
  if (end === -1) return { text: lines.join("\n"), lines: lines.length };
  if (end > 0) return { text: lines.slice(0, end).join("\n"), lines: end };
  const cutAt = Math.max(SHORTEST_CUT, room - 2);
  const line = lines[0] ?? "";
  return line.length <= cutAt ? { text: line, lines: 1 } : { text: line.slice(0, cutAt), lines: 1, cutAt };
}
