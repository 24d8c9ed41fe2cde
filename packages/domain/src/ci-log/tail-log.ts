import { createLineFilter, type Within } from "./line-filter.ts";
import { charactersOf, type LogPage } from "./page-lines.ts";
import { scanLog, type LogSource, type ReadOptions } from "./scan-log.ts";

export interface TailOptions extends ReadOptions, Within {
  /** 200 unless told. */
  readonly lines?: number;
  /** Tokens of text, characters / 4. */
  readonly budgetTokens: number;
}

/**
 * The last lines of a log, of one step or section if told. If the budget holds fewer than were asked for, the earliest are left out and `next`
 * is the first of them.
 */
export async function tailLog(source: LogSource, options: TailOptions): Promise<LogPage> {
  const wanted = createLineFilter(options);
  const most = Math.max(1, options.lines ?? 200);
  const room = charactersOf(options.budgetTokens);
  let lines: { number: number; text: string }[] = [];
  const end = await scanLog(
    source,
    (line) => {
      if (!wanted(line)) return;
      lines.push({ number: line.number, text: line.text });
      if (lines.length >= 2 * most) lines = lines.slice(-most);
    },
    options,
  );
  const asked = lines.slice(-most);
  let left = room + 1;
  let from = asked.length;
  while (from > 0 && (asked[from - 1]?.text.length ?? 0) + 1 <= left)
    left -= (asked[(from -= 1)]?.text.length ?? 0) + 1;
  const shown = asked.slice(from).map((line) => line.text);
  // The last line alone is too long: its head is better than nothing.
  if (shown.length === 0 && asked.length > 0) shown.push(asked[(from -= 1)]?.text.slice(0, room) ?? "");
  const next = from > 0 ? asked[0]?.number : undefined;
  return {
    fromLine: asked[from]?.number ?? 0,
    toLine: asked.at(-1)?.number ?? 0,
    text: shown.join("\n"),
    totalLines: end.totalLines,
    ...(next === undefined ? {} : { next }),
    ...(end.truncated ? { truncated: true } : {}),
  };
}
