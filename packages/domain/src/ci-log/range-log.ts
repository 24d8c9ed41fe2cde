import { createLineFilter, type Within } from "./line-filter.ts";
import { charactersOf, type LogPage } from "./page-lines.ts";
import { scanLog, type LogSource, type ReadOptions } from "./scan-log.ts";

export interface RangeOptions extends ReadOptions, Within {
  /** From 1. */
  readonly fromLine: number;
  /** To the end unless told; included. */
  readonly toLine?: number;
  /** Tokens of text, characters / 4. */
  readonly budgetTokens: number;
}

/**
 * Lines `fromLine` to `toLine`, of one step or section if told, until the budget is spent; `next` is then the first line left out. A single
 * line longer than the whole budget is cut, so that reading on always gets further. Stops reading the source as soon as it has them.
 */
export async function rangeLog(source: LogSource, options: RangeOptions): Promise<LogPage> {
  const wanted = createLineFilter(options);
  const room = charactersOf(options.budgetTokens);
  const lines: string[] = [];
  let left = room;
  let fromLine = 0;
  let toLine = 0;
  let next: number | undefined;
  const end = await scanLog(
    source,
    (line) => {
      if (!wanted(line) || line.number < options.fromLine) return false;
      if (options.toLine !== undefined && line.number > options.toLine) return true;
      const cost = line.text.length + (lines.length === 0 ? 0 : 1);
      if (cost > left && lines.length > 0) {
        next = line.number;
        return true;
      }
      lines.push(line.text.slice(0, left));
      left -= cost;
      fromLine ||= line.number;
      toLine = line.number;
      return line.number === options.toLine;
    },
    options,
  );
  return {
    fromLine,
    toLine,
    text: lines.join("\n"),
    ...(end.stopped ? {} : { totalLines: end.totalLines }),
    ...(next === undefined ? {} : { next }),
    ...(end.truncated ? { truncated: true } : {}),
  };
}
