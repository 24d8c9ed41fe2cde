import { detach } from "./detach.ts";
import { createLineFilter, type Within } from "./line-filter.ts";
import { charactersOf } from "./page-lines.ts";
import { scanLog, type LogSource, type ReadOptions } from "./scan-log.ts";

export interface GrepOptions extends ReadOptions, Within {
  /** Taken literally, upper and lower case alike; never a regular expression. */
  readonly pattern: string;
  /** 3 unless told. */
  readonly contextLines?: number;
  /** Lines before this are not searched. */
  readonly fromLine?: number;
  /** Tokens of text and line numbers, characters / 4. */
  readonly budgetTokens: number;
}

/** Matches that lie near each other, with their context. */
export interface GrepBlock {
  readonly fromLine: number;
  readonly toLine: number;
  readonly text: string;
  /** Raw numbers of the matching lines. */
  readonly matches: readonly number[];
}

export interface GrepResult {
  readonly blocks: readonly GrepBlock[];
  /** In all that was searched, shown or not. */
  readonly totalMatches: number;
  readonly totalLines: number;
  /** The first match that is not shown: search on from this line. */
  readonly next?: number;
  readonly truncated?: true;
}

interface Kept {
  readonly number: number;
  readonly text: string;
}

/** Searches a log for a text. Counts all matches, shows those the budget holds, in order. */
export async function grepLog(source: LogSource, options: GrepOptions): Promise<GrepResult> {
  const wanted = createLineFilter(options);
  const needle = options.pattern.toLowerCase();
  const context = Math.max(0, options.contextLines ?? 3);
  const blocks: GrepBlock[] = [];
  let left = charactersOf(options.budgetTokens);
  let totalMatches = 0;
  let next: number | undefined;
  let before: Kept[] = [];
  let open: Kept[] = [];
  let matches: number[] = [];
  let lastMatch = 0;

  const cost = ({ number, text }: Kept): number => text.length + String(number).length + 3;
  const close = (): void => {
    const [first] = open;
    if (first !== undefined && matches.length > 0) {
      blocks.push({ fromLine: first.number, toLine: first.number + open.length - 1, text: detach(open.map((line) => line.text).join("\n")), matches });
    }
    open = [];
    matches = [];
  };

  /** Adds a match with the context before it; false if the budget does not hold it. */
  const show = (line: Kept): boolean => {
    const lead = open.length === 0 ? before.filter((one) => one.number >= line.number - context) : [];
    const clipped = blocks.length === 0 && open.length === 0 ? { ...line, text: line.text.slice(0, Math.max(0, left - 12)) } : line;
    const leadCost = lead.reduce((sum, one) => sum + cost(one), 0);
    if (cost(clipped) > left) return false;
    const fits = leadCost + cost(clipped) <= left;
    open.push(...(fits ? lead : []), clipped);
    left -= cost(clipped) + (fits ? leadCost : 0);
    matches.push(line.number);
    lastMatch = line.number;
    return true;
  };

  const end = await scanLog(
    source,
    (line) => {
      const inside = wanted(line) && line.number >= (options.fromLine ?? 1);
      const kept: Kept = { number: line.number, text: line.text };
      const gap = open.length > 0 && open.at(-1)?.number !== line.number - 1;
      if (gap) close();
      if (inside && needle !== "" && line.text.toLowerCase().includes(needle)) {
        totalMatches += 1;
        if (next === undefined && !show(kept)) {
          next = line.number;
          close();
        }
      } else if (open.length > 0) {
        if (inside && line.number <= lastMatch + context && cost(kept) <= left) {
          left -= cost(kept);
          open.push(kept);
        } else {
          close();
        }
      }
      if (!inside) before = [];
      else if (context > 0) {
        before.push(kept);
        if (before.length > context) before.shift();
      }
    },
    options,
  );
  close();
  return {
    blocks,
    totalMatches,
    totalLines: end.totalLines,
    ...(next === undefined ? {} : { next }),
    ...(end.truncated ? { truncated: true } : {}),
  };
}
