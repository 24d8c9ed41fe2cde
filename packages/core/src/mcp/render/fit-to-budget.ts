import { CHARACTERS_PER_TOKEN, countTokens } from "../../connector/index.ts";
import { shrink, type CutNotes } from "./shrink.ts";

/** Characters below which cutting further helps nobody. */
const SMALLEST_ROOM = 200;

export interface Fitted {
  output: Record<string, unknown>;
  text: string;
}

/**
 * Makes a result fit its budget, in the text as in the structured form. Lists lose rows at the end and get a cursor to
 * them; other results lose the tails of their longest texts and lists, each with a note in its place.
 *
 * @param options.budget Tokens, for the text and for the structured form each.
 * @param options.cursorAfter The cursor that continues after that many of the rows given.
 */
export function fitToBudget(
  output: Record<string, unknown>,
  options: {
    budget: number;
    render: (output: Record<string, unknown>) => string;
    cursorAfter: (rows: number) => string | undefined;
  },
): Fitted {
  const { budget, render, cursorAfter } = options;
  const items = Array.isArray(output["items"]) ? (output["items"] as unknown[]) : undefined;
  const withCursor = (rows: number, base = output): Record<string, unknown> => {
    const { next_cursor: _vendor, ...rest } = base;
    const cursor = cursorAfter(rows);
    return {
      ...rest,
      ...(items !== undefined && { items: (base["items"] as unknown[]).slice(0, rows) }),
      ...(cursor !== undefined && { next_cursor: cursor }),
    };
  };
  const fits = (candidate: Record<string, unknown>) => {
    const text = render(candidate);
    const fit = countTokens(text) <= budget && countTokens(JSON.stringify(candidate)) <= budget;
    return fit ? { output: candidate, text } : undefined;
  };

  const rows = items?.length ?? 0;
  const whole = fits(withCursor(rows));
  if (whole !== undefined) return whole;

  const most = items === undefined ? 0 : mostRows(rows, (count) => fits(withCursor(count)) !== undefined);
  const cut = most > 0 ? fits(withCursor(most)) : undefined;
  if (cut !== undefined) return cut;
  const base = items === undefined ? output : { ...output, items: items.slice(0, 1) };
  return shrinkUntilItFits(withCursor(Math.min(rows, 1), base), budget, render);
}

/** The largest number of rows that fits, by halving: sizes only grow with rows. */
function mostRows(rows: number, fits: (count: number) => boolean): number {
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function shrinkUntilItFits(
  output: Record<string, unknown>,
  budget: number,
  render: (output: Record<string, unknown>) => string,
): Fitted {
  const most = budget * CHARACTERS_PER_TOKEN;
  for (let room = most; ; room = Math.floor(room * 0.8)) {
    const notes: CutNotes = [];
    const smaller = shrink(output, room, notes) as Record<string, unknown>;
    const said = notes.length === 0 ? "" : `\n[cut to fit: ${notes.join("; ")}]`;
    const text = render(smaller) + said;
    const fit = text.length <= most && JSON.stringify(smaller).length <= most;
    if (fit || room < SMALLEST_ROOM) return { output: smaller, text: fit ? text : text.slice(0, most) };
  }
}
