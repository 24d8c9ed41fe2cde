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

interface OpenBlock {
  readonly fromLine: number;
  readonly texts: string[];
  readonly matches: number[];
}

interface Kept {
  readonly number: number;
  readonly text: string;
}

const cost = ({ number, text }: Kept): number => text.length + String(number).length + 3;

/** Searches a log for a text. Counts all matches, shows those the budget holds, in order; blocks that touch are one. */
export async function grepLog(source: LogSource, options: GrepOptions): Promise<GrepResult> {
  const wanted = createLineFilter(options);
  const needle = options.pattern.toLowerCase();
  const context = Math.max(0, options.contextLines ?? 3);
  const blocks: OpenBlock[] = [];
  let left = charactersOf(options.budgetTokens);
  let totalMatches = 0;
  let next: number | undefined;
  let before: Kept[] = [];
  let shown = 0;
  let lastMatch = Number.NEGATIVE_INFINITY;

  const show = (line: Kept): void => {
    left -= cost(line);
    const block = blocks.at(-1);
    if (block !== undefined && shown === line.number - 1) block.texts.push(line.text);
    else blocks.push({ fromLine: line.number, texts: [line.text], matches: [] });
    shown = line.number;
  };

  /** Shows a match with the context before it. The very first is cut to the budget rather than lost. */
  const showMatch = (line: Kept): void => {
    const match = blocks.length === 0 ? { ...line, text: line.text.slice(0, Math.max(0, left - 12)) } : line;
    if (cost(match) > left) {
      next = line.number;
      return;
    }
    const lead = before.filter(({ number }) => number > shown && number >= line.number - context);
    if (lead.reduce((sum, one) => sum + cost(one), cost(match)) <= left) for (const one of lead) show(one);
    show(match);
    blocks.at(-1)?.matches.push(line.number);
    lastMatch = line.number;
  };

  const end = await scanLog(
    source,
    (line) => {
      if (!wanted(line) || line.number < (options.fromLine ?? 1)) {
        before = [];
        return;
      }
      const kept: Kept = { number: line.number, text: line.text };
      if (needle !== "" && line.text.toLowerCase().includes(needle)) {
        totalMatches += 1;
        if (next === undefined) showMatch(kept);
      } else if (
        shown === line.number - 1 &&
        line.number <= lastMatch + context &&
        next === undefined &&
        cost(kept) <= left
      ) {
        show(kept);
      }
      before.push(kept);
      if (before.length > context) before.shift();
    },
    options,
  );
  return {
    blocks: blocks.map(({ fromLine, texts, matches }) => ({
      fromLine,
      toLine: fromLine + texts.length - 1,
      text: texts.join("\n"),
      matches,
    })),
    totalMatches,
    totalLines: end.totalLines,
    ...(next === undefined ? {} : { next }),
    ...(end.truncated ? { truncated: true } : {}),
  };
}
