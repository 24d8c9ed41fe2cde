import { evaluate } from "./evaluate.ts";
import { roundingFailure } from "./story.ts";

/** What `lineTotal` gives for the line of the failing test, as far as plain arithmetic can tell. */
function lineTotal(source: string): number | undefined {
  const body = /function lineTotal\([^)]*\)[^{]*\{([\s\S]*?)\n\}/.exec(source)?.[1] ?? "";
  const values = { "line.unitCents": 333, "line.quantity": 3, "line.discount": 0.1 };
  return evaluate(body, values);
}

/**
 * True where the shop's tests pass: only the rounding test can fail.
 *
 * @param textAt The text of a file at the commit, "" where there is none.
 */
export function passesCartTests(textAt: (path: string) => string): boolean {
  if (!textAt(roundingFailure.file).includes(roundingFailure.test)) return true;
  return lineTotal(textAt("src/cart/total.ts")) === Number(roundingFailure.expected);
}
