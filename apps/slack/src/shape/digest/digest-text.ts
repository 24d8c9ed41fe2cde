import type { z } from "zod";
import { coverageLine, lines, type coverage } from "../message.ts";
import type { DigestRow } from "./digest-item.ts";

interface Shown {
  range: { from?: string | undefined; to?: string | undefined; tz: string };
  stats: { messages: number; threads: number; people: number };
  topics: readonly DigestRow[];
  omitted: { threads: number; messages: number };
  coverage: z.output<typeof coverage>;
}

/** A digest as text: its numbers, a line for each item, and what was left out. */
export function digestText({ range, stats, topics, omitted, coverage: covered }: Shown): string {
  return lines(
    `${range.from} to ${range.to} (${range.tz}): ${stats.messages} messages, ${stats.threads} threads, ${stats.people} people`,
    ...topics.map(itemLine),
    omitted.messages > 0 ? `Left out: ${omitted.messages} more, ${omitted.threads} of them threads.` : "",
    coverageLine(covered),
  );
}

function itemLine({ kind, time, channel, who, text, ts, replies, count }: DigestRow): string {
  const marks = [
    replies === undefined ? "" : ` [${replies} replies]`,
    count === undefined ? "" : ` [${count} messages]`,
  ].join("");
  return `${time} ${channel} (${kind}) ${who} [${ts}]: ${text}${marks}`;
}
