import { CHARACTERS_PER_TOKEN } from "@fairlead/core";
import { excerpt, type DigestRow } from "./digest-item.ts";

const SHORT = 280;
const LONG = 600;

/**
 * Takes whole items while they fit, each at most 280 characters of text, and widens them to 600 while room remains.
 *
 * @param room Characters of JSON, the larger of the two forms of a result.
 */
export function packItems(rows: readonly DigestRow[], room: number): DigestRow[] {
  const packed: DigestRow[] = [];
  let left = room;
  for (const row of rows) {
    const short = { ...row, text: excerpt(row.text, SHORT) };
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

/** Characters for items, of a budget in tokens: a tenth is for the numbers, some for what stands around. */
export function roomFor(budgetTokens: number): number {
  return Math.max(100, Math.floor(budgetTokens * CHARACTERS_PER_TOKEN * 0.9) - 500);
}
