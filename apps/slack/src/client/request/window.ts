import { ToolError } from "@fairlead/core";
import { localTime, parseMoment, parseWindow } from "@fairlead/domain/calendar";
import type { SlackReadContext } from "../slack-client.ts";
import { meOf } from "../people/me-of.ts";

/** A span of time in the person's own days, as Slack's methods want it and as people read it. */
export interface Span {
  /** `ts` bounds, in seconds with decimals. */
  oldest: string | undefined;
  latest: string | undefined;
  fromMs: number | undefined;
  toMs: number | undefined;
  /** Echoed in answers. */
  range: { from?: string | undefined; to?: string | undefined; tz: string };
  timeZone: string;
}

/** @throws ToolError invalid_input for what is no window */
export async function spanOf(context: SlackReadContext, window: string | undefined): Promise<Span> {
  const { timeZone } = await meOf(context);
  const parsed =
    window === undefined ? { fromMs: undefined, toMs: undefined } : parseWindow(window, { atMs: Date.now(), timeZone });
  if (parsed === undefined) {
    throw new ToolError(
      "invalid_input",
      `"${window}" is no window: 30m, 24h, 1d, 2w, 3mo, today, yesterday, this_week, last_week, or from/to in ISO 8601.`,
    );
  }
  const { fromMs, toMs } = parsed;
  const shown = (ms: number | undefined) => (ms === undefined ? undefined : localTime(ms, timeZone));
  return {
    // Bounds of Slack's are exclusive: a microsecond before the first moment.
    oldest: fromMs === undefined ? undefined : before(fromMs),
    latest: toMs === undefined ? undefined : `${Math.floor(toMs / 1000)}.000000`,
    fromMs,
    toMs,
    range: { from: shown(fromMs), to: shown(toMs), tz: timeZone },
    timeZone,
  };
}

function before(ms: number): string {
  const us = BigInt(Math.max(1, Math.floor(ms))) * 1000n - 1n;
  return `${us / 1_000_000n}.${String(us % 1_000_000n).padStart(6, "0")}`;
}

/** A moment, in the person's time zone. @throws ToolError invalid_input */
export async function momentOf(context: SlackReadContext, text: string): Promise<{ atMs: number; timeZone: string }> {
  const { timeZone } = await meOf(context);
  const atMs = parseMoment(text, { atMs: Date.now(), timeZone });
  if (atMs === undefined) {
    throw new ToolError("invalid_input", `"${text}" is no time: ISO 8601, 14:00, tomorrow 14:00, or in 30 minutes.`);
  }
  return { atMs, timeZone };
}
