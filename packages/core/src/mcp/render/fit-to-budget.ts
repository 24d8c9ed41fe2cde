import { CHARACTERS_PER_TOKEN } from "../../connector/index.ts";
import { measure } from "./measure.ts";
import { renderFacts } from "./render-facts.ts";
import type { Shape } from "./shape.ts";
import { shrink, type Cuts } from "./shrink.ts";

/** Characters below which cutting further helps nobody. */
const SMALLEST_ROOM = 200;
const NOTED_CUTS = 5;

type Facts = Record<string, unknown>;

export interface Fitted {
  output: Facts;
  text: string;
  /** What was left out and no cursor leads to, in words. */
  cuts: readonly string[];
}

export interface FitOptions {
  /** Tokens, for the text and for the structured form each. */
  budget: number;
  /** What the output may be cut to. */
  shape: Shape;
  render: (output: Facts) => string;
  /** The cursor that continues after that many of the rows given; undefined where none can. */
  cursorAfter: (rows: number) => string | undefined;
}

/** A candidate: facts without a cursor, the cursor that goes with them, and what they lack. */
interface Candidate {
  facts: Facts;
  cursor: string | undefined;
  cuts: readonly string[];
}

/**
 * Makes a result fit its budget, in the text as in the structured form. Lists lose rows at the end and get a cursor to
 * them; other results lose the tails of their longest texts and lists, each with a note in its place. What cannot be cut
 * enough loses whole fields, the largest first.
 */
export function fitToBudget(output: Facts, options: FitOptions): Fitted {
  const { next_cursor: _vendor, ...facts } = output;
  const rows = Array.isArray(facts["items"]) ? facts["items"].length : 0;
  const withRows = (count: number): Candidate => {
    const cursor = options.cursorAfter(count);
    const lost = cursor === undefined && count < rows ? [`items: ${count} of ${rows} shown`] : [];
    return { facts: firstRows(facts, count, rows), cursor, cuts: lost };
  };

  const whole = fit(withRows(rows), options);
  if (whole !== undefined) return whole;
  const most = mostRows(rows, (count) => fit(withRows(count), options) !== undefined);
  const cut = most > 0 ? fit(withRows(most), options) : undefined;
  if (cut !== undefined) return cut;
  const least = withRows(Math.min(rows, 1));
  return shrunk(least, options) ?? withoutLargest(least, options);
}

/** The result as it would be sent, as long as it fits. */
function fit({ facts, cursor, cuts }: Candidate, { budget, render }: FitOptions): Fitted | undefined {
  const output = cursor === undefined ? facts : { ...facts, next_cursor: cursor };
  const most = budget * CHARACTERS_PER_TOKEN;
  if (JSON.stringify(output).length > most) return undefined;
  const text = `${render(output)}${noteOf(cuts)}`;
  return text.length > most ? undefined : { output, text, cuts };
}

function firstRows(facts: Facts, count: number, rows: number): Facts {
  return count === rows ? facts : { ...facts, items: (facts["items"] as unknown[]).slice(0, count) };
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

function shrunk({ facts, cursor, cuts }: Candidate, options: FitOptions): Fitted | undefined {
  const measured = measure(facts);
  for (let room = options.budget * CHARACTERS_PER_TOKEN; room >= SMALLEST_ROOM; room = Math.floor(room * 0.8)) {
    const lost: Cuts = new Map();
    const smaller = shrink(measured, room, options.shape, lost) as Facts;
    const said = [...lost].map(([name, { shown, of }]) => `${name}: ${shown} of ${of} shown`);
    const fitted = fit({ facts: smaller, cursor, cuts: [...cuts, ...said] }, options);
    if (fitted !== undefined) return fitted;
  }
  return undefined;
}

/** The last resort: published outputs promise no single field. A tool's own text may count on them, so it is not asked. */
function withoutLargest({ facts, cursor, cuts }: Candidate, options: FitOptions): Fitted {
  const sizes = Object.entries(facts).map(([name, field]) => ({ name, size: measure(field).size }));
  const gone: string[] = [];
  let left = facts;
  for (const { name } of sizes.toSorted((a, b) => b.size - a.size)) {
    left = Object.fromEntries(Object.entries(left).filter(([key]) => key !== name));
    gone.push(`${name.slice(0, 40)}: left out`);
    const fitted = fit({ facts: left, cursor, cuts: [...cuts, ...gone] }, { ...options, render: renderFacts });
    if (fitted !== undefined) return fitted;
  }
  return { output: {}, text: noteOf(gone).trimStart(), cuts: gone };
}

function noteOf(cuts: readonly string[]): string {
  if (cuts.length === 0) return "";
  const more = cuts.length > NOTED_CUTS ? [`${cuts.length - NOTED_CUTS} more`] : [];
  return `\n[cut to fit: ${[...cuts.slice(0, NOTED_CUTS), ...more].join("; ")}]`;
}
