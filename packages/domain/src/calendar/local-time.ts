import { DateTime } from "luxon";

/** A moment as people of a time zone read it: ISO 8601 with the zone's offset, to the second. */
export function localTime(atMs: number, timeZone: string): string {
  const local = DateTime.fromMillis(atMs, { zone: timeZone });
  const text = local.toISO({ suppressMilliseconds: true, precision: "second" });
  return text ?? new Date(atMs).toISOString();
}
