import { DateTime } from "luxon";

/** A span of time, from inclusive, to exclusive; milliseconds since the epoch. */
export interface TimeWindow {
  fromMs: number | undefined;
  toMs: number | undefined;
}

const BACK = /^(\d{1,4})(mo|m|h|d|w)$/;
const UNITS = { m: "minutes", h: "hours", d: "days", w: "weeks", mo: "months" } as const;

/**
 * Reads a span of time as people write it: `30m`, `24h`, `1d`, `2w` and `3mo` count back from now; `today`, `yesterday`,
 * `this_week` and `last_week` (from Monday) are days of the time zone; `from/to` are ISO 8601 dates or times, either end open.
 *
 * @param now.timeZone An IANA name; days and months are its own, whatever clocks do in between.
 * @returns undefined for anything else, and where the end is before the beginning.
 */
export function parseWindow(text: string, now: { atMs: number; timeZone: string }): TimeWindow | undefined {
  const written = text.trim();
  const here = DateTime.fromMillis(now.atMs, { zone: now.timeZone });
  const named = NAMED[written.toLowerCase()];
  if (named) return named(here);
  const [, count, unit] = BACK.exec(written) ?? [];
  if (count !== undefined) {
    const from = here.minus({ [UNITS[unit as keyof typeof UNITS]]: Number(count) });
    return { fromMs: from.toMillis(), toMs: undefined };
  }
  return written.includes("/") ? between(written, now.timeZone) : undefined;
}

const NAMED: Readonly<Record<string, (here: DateTime) => TimeWindow>> = {
  today: (here) => ({ fromMs: here.startOf("day").toMillis(), toMs: undefined }),
  yesterday: (here) => span(here.minus({ days: 1 }).startOf("day"), here.startOf("day")),
  this_week: (here) => ({ fromMs: here.startOf("week").toMillis(), toMs: undefined }),
  last_week: (here) => span(here.minus({ weeks: 1 }).startOf("week"), here.startOf("week")),
};

function span(from: DateTime, to: DateTime): TimeWindow {
  return { fromMs: from.toMillis(), toMs: to.toMillis() };
}

function between(text: string, zone: string): TimeWindow | undefined {
  const [from = "", to = "", ...more] = text.split("/").map((part) => part.trim());
  if (more.length > 0 || (from === "" && to === "")) return undefined;
  const fromMs = from === "" ? undefined : isoMs(from, zone);
  const toMs = to === "" ? undefined : isoMs(to, zone);
  if ((from !== "" && fromMs === undefined) || (to !== "" && toMs === undefined)) return undefined;
  if (fromMs !== undefined && toMs !== undefined && toMs <= fromMs) return undefined;
  return { fromMs, toMs };
}

/** An ISO 8601 date or time; without an offset, of that zone. */
export function isoMs(text: string, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const parsed = DateTime.fromISO(text, { zone });
  return parsed.isValid ? parsed.toMillis() : undefined;
}
