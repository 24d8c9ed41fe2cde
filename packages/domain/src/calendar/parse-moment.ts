import { DateTime } from "luxon";
import { isoMs } from "./parse-window.ts";

const CLOCK = /^(?:(today|tomorrow) +)?(\d{1,2}):(\d\d)$/i;
const AHEAD = /^in +(\d{1,4}) *(m|min|minutes?|h|hours?|d|days?)$/i;
const UNITS: Readonly<Record<string, "minutes" | "hours" | "days">> = { m: "minutes", h: "hours", d: "days" };

/**
 * Reads a moment: ISO 8601 (without an offset, of the time zone), `14:00`, `tomorrow 14:00`, `in 30 minutes`.
 *
 * @returns Milliseconds since the epoch; undefined for anything else.
 */
export function parseMoment(text: string, now: { atMs: number; timeZone: string }): number | undefined {
  const written = text.trim();
  const here = DateTime.fromMillis(now.atMs, { zone: now.timeZone });
  const [, day = "today", hour, minute] = CLOCK.exec(written) ?? [];
  if (hour !== undefined && minute !== undefined) {
    const base = day.toLowerCase() === "tomorrow" ? here.plus({ days: 1 }) : here;
    const at = base.set({ hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 });
    return at.isValid && Number(hour) < 24 && Number(minute) < 60 ? at.toMillis() : undefined;
  }
  const [, count, unit = ""] = AHEAD.exec(written) ?? [];
  if (count !== undefined) {
    const name = UNITS[unit.charAt(0).toLowerCase()] ?? "minutes";
    return here.plus({ [name]: Number(count) }).toMillis();
  }
  return isoMs(written, now.timeZone);
}
