import { CHARACTERS_PER_TOKEN } from "@fairlead/core";

/** What stands around rows: the envelope, the cursor, a line of notes. */
const AROUND = 600;

/**
 * How many rows fit the budget, from the end or the beginning. Always one, however long.
 *
 * @param rows Sizes in characters.
 */
export function rowsThatFit(rows: readonly number[], budgetTokens: number): number {
  let room = budgetTokens * CHARACTERS_PER_TOKEN - AROUND;
  let count = 0;
  for (const size of rows) {
    room -= size + 2;
    if (room < 0) break;
    count += 1;
  }
  return Math.max(1, Math.min(count, rows.length));
}

export function sizeOf(row: unknown): number {
  return JSON.stringify(row).length;
}
