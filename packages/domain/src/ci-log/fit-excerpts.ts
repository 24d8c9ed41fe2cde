import { cutLines } from "../budget/index.ts";

/** A part of a log as results show it, by the raw log's line numbers, both shown. */
export interface LogExcerpt {
  from_line: number;
  to_line: number;
  text: string;
}

/** What the fields of an excerpt take beside its text, in characters of JSON. */
const AROUND = 50;
/** Below this, part of an excerpt tells nothing. */
const LEAST = 120;

export interface FittedExcerpts {
  excerpts: LogExcerpt[];
  /** True where a line was left out. */
  cut: boolean;
  /** Excerpts that are left out whole. */
  dropped: number;
}

/**
 * Takes excerpts while they fit, in JSON as in text with line numbers; the last one is cut at a line.
 *
 * @param room Characters.
 * @param keep Which end of an excerpt stays.
 */
export function fitExcerpts(
  excerpts: readonly LogExcerpt[],
  room: number,
  keep: "start" | "end" = "start",
): FittedExcerpts {
  const fitted: LogExcerpt[] = [];
  let left = room;
  for (const excerpt of excerpts) {
    left -= AROUND;
    if (left < LEAST && fitted.length > 0) break;
    const { kept, cost, whole } = cutExcerpt(excerpt, left, keep);
    fitted.push(kept);
    left -= cost;
    if (!whole) return { excerpts: fitted, cut: true, dropped: excerpts.length - fitted.length };
  }
  const dropped = excerpts.length - fitted.length;
  return { excerpts: fitted, cut: dropped > 0, dropped };
}

function cutExcerpt({ from_line, to_line, text }: LogExcerpt, room: number, keep: "start" | "end") {
  const all = text.split("\n");
  const lines = keep === "start" ? all : all.toReversed();
  const gutter = `${to_line}| `;
  const cut = cutLines(
    lines.map((line) => gutter + line),
    room,
  );
  const taken = lines.slice(0, cut.lines);
  if (cut.cutAt !== undefined) taken[0] = taken[0]?.slice(0, cut.cutAt - gutter.length) ?? "";
  const whole = cut.lines === lines.length && cut.cutAt === undefined;
  const kept =
    keep === "start"
      ? { from_line, to_line: whole ? to_line : from_line + taken.length - 1, text: taken.join("\n") }
      : { from_line: whole ? from_line : to_line - taken.length + 1, to_line, text: taken.toReversed().join("\n") };
  return { kept, cost: JSON.stringify(cut.text).length, whole };
}
