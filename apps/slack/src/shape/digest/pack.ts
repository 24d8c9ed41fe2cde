import { CHARACTERS_PER_TOKEN } from "@fairlead/core";
import { excerpt, type DigestRow } from "./digest-item.ts";

const SHORT = 280;
const LONG = 600;
/** Shorter says nothing. */
const SHORTEST = 40;

/**
 * Takes whole items while they fit, each at most 280 characters of text, and widens them to 600 while room remains.
 *
 * @param room Characters of JSON, the larger of the two forms of a result.
 */
export function packItems(rows: readonly DigestRow[], room: number): DigestRow[] {
  const packed: DigestRow[] = [];
  let left = room;
  for (const row of rows) {
    const short = packed.length === 0 ? firstThatFits(row, left) : { ...row, text: excerpt(row.text, SHORT) };
    const size = JSON.stringify(short).length + 1;
    if (size > left) break;
    left -= size;
    packed.push(short);
  }
  return packed.map((short, index) => {
    const wide = { ...short, text: excerpt(rows[index]?.text ?? "", LONG) };
    const more = JSON.stringify(wide).length - JSON.stringify(short).length;
    if (more > left) return short;
    left -= more;
    return wide;
  });
}

/** In a small budget one item is more than none: it is cut further. */
function firstThatFits(row: DigestRow, room: number): DigestRow {
  const short = { ...row, text: excerpt(row.text, SHORT) };
  const over = JSON.stringify(short).length + 1 - room;
  return over <= 0 ? short : { ...row, text: excerpt(row.text, Math.max(SHORTEST, short.text.length - over)) };
}

/** A cursor, sealed, and the names around it. */
const CURSOR = 220;

/** Characters for items, of a budget in tokens, beside all else that a digest says. */
export function roomFor(budgetTokens: number, around: object): number {
  return budgetTokens * CHARACTERS_PER_TOKEN - JSON.stringify(around).length - CURSOR;
}
