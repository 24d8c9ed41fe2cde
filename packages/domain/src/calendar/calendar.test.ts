import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { localTime, parseMoment, parseWindow } from "./index.ts";

const HOUR = 3_600_000;
const paris = { atMs: Date.parse("2026-03-30T10:00:00+02:00"), timeZone: "Europe/Paris" };
const hours = ({ fromMs = 0, toMs = 0 }: { fromMs: number | undefined; toMs: number | undefined }) =>
  (toMs - fromMs) / HOUR;

describe("a window", () => {
  test("of a day on which clocks went forward has 23 hours, and one on which they go back 25", () => {
    expect(hours(parseWindow("yesterday", paris)!)).toBe(23);
    const autumn = { atMs: Date.parse("2026-10-26T10:00:00+01:00"), timeZone: "Europe/Paris" };
    expect(hours(parseWindow("yesterday", autumn)!)).toBe(25);
  });

  test.each([
    ["30m", "2026-03-30T09:30:00+02:00"],
    ["24h", "2026-03-29T10:00:00+02:00"],
    // A day by the calendar: the clock shows the same.
    ["1d", "2026-03-29T10:00:00+02:00"],
    ["2w", "2026-03-16T10:00:00+01:00"],
    ["3mo", "2025-12-30T10:00:00+01:00"],
    ["today", "2026-03-30T00:00:00+02:00"],
    ["this_week", "2026-03-30T00:00:00+02:00"],
    ["2026-03-01/", "2026-03-01T00:00:00+01:00"],
    ["2026-03-01T08:00Z/", "2026-03-01T09:00:00+01:00"],
  ])("%s begins at %s and is open", (text, from) => {
    const window = parseWindow(text, paris);
    expect(localTime(window?.fromMs ?? 0, "Europe/Paris")).toBe(from);
    expect(window?.toMs).toBeUndefined();
  });

  test("of last week is Monday to Monday", () => {
    const { fromMs = 0, toMs = 0 } = parseWindow("last_week", paris) ?? {};
    expect([localTime(fromMs, "Europe/Paris"), localTime(toMs, "Europe/Paris")]).toEqual([
      "2026-03-23T00:00:00+01:00",
      "2026-03-30T00:00:00+02:00",
    ]);
  });

  test("with two ends, and with the end alone", () => {
    expect(hours(parseWindow("2026-03-28/2026-03-29", paris)!)).toBe(24);
    expect(parseWindow("/2026-03-29", paris)).toEqual({
      fromMs: undefined,
      toMs: Date.parse("2026-03-29T00:00:00+01:00"),
    });
  });

  test.each(["", "/", "soon", "1y", "2026-03-29/2026-03-28", "2026-03-29/2026-03-29", "a/b", "2026-13-01/", "1/2/3"])(
    "%j is none",
    (text) => expect(parseWindow(text, paris)).toBeUndefined(),
  );

  test("that counts back begins before now, wherever one is", () => {
    assert(
      property(integer({ min: 1, max: 500 }), integer({ min: 0, max: 4e12 }), (count, atMs) => {
        const from = parseWindow(`${count}d`, { atMs, timeZone: "America/Sao_Paulo" })?.fromMs ?? atMs;
        expect(from).toBeLessThan(atMs);
      }),
    );
  });
});

describe("a moment", () => {
  test.each([
    ["14:00", "2026-03-30T14:00:00+02:00"],
    ["tomorrow 9:30", "2026-03-31T09:30:00+02:00"],
    ["in 30 minutes", "2026-03-30T10:30:00+02:00"],
    ["in 2h", "2026-03-30T12:00:00+02:00"],
    ["2026-04-01T12:00", "2026-04-01T12:00:00+02:00"],
    ["2026-04-01T12:00:00Z", "2026-04-01T14:00:00+02:00"],
  ])("%s", (text, expected) => {
    expect(localTime(parseMoment(text, paris) ?? 0, "Europe/Paris")).toBe(expected);
  });

  test.each(["", "25:00", "12:61", "tomorrow", "in a while"])("%j is none", (text) => {
    expect(parseMoment(text, paris)).toBeUndefined();
  });
});
