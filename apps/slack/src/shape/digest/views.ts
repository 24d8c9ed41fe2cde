import type { MessageRow } from "../message.ts";
import type { DigestRow } from "./digest-item.ts";
import { kindOf, type Topic } from "./topic.ts";

/** One author's messages within this time are one event. */
const TOGETHER_MS = 120_000;

/** Topics, the most important first. */
export function topicRows(topics: readonly (Topic & { score: number })[]): DigestRow[] {
  return topics
    .toSorted((one, other) => other.score - one.score || (one.root.ts < other.root.ts ? 1 : -1))
    .map((topic) => {
      const { root, replies, replyCount, score, channel } = topic;
      const decision = replies.find(({ text }) => /^\W*decided\b/i.test(text));
      const last = decision ?? replies.at(-1);
      const text = last === undefined ? root.text : `${root.text} → ${last.author.name}: ${last.text}`;
      return {
        ...base(root, channel),
        kind: kindOf(topic),
        score,
        text,
        ...(replyCount > 0 && { replies: replyCount }),
      };
    });
}

/** Everything in the order of time; what one author said in a row is one event. */
export function timelineRows(topics: readonly Topic[]): DigestRow[] {
  const all = topics
    .flatMap(({ channel, root, replies }) => [root, ...replies].map((row) => ({ channel, row })))
    .toSorted((one, other) => (one.row.ts < other.row.ts ? -1 : 1));
  const rows: (DigestRow & { author: string; lastTs: string })[] = [];
  for (const { channel, row } of all) {
    const last = rows.at(-1);
    const together =
      last !== undefined &&
      last.author === row.author.id &&
      last.channel === channel &&
      last.kind === eventOf(row) &&
      (Number(row.ts) - Number(last.lastTs)) * 1000 <= TOGETHER_MS;
    if (together) Object.assign(last, { text: `${last.text} / ${row.text}`, lastTs: row.ts });
    else rows.push({ ...base(row, channel), kind: eventOf(row), author: row.author.id, lastTs: row.ts });
  }
  return rows.map(({ author: _author, lastTs: _lastTs, ...row }) => row);
}

function eventOf({ subtype, author, text, reactions = [] }: MessageRow): string {
  if (subtype !== undefined && subtype !== "thread_broadcast") return subtype.replace(/^channel_/, "");
  if (author.kind === "app") return "alert";
  if (/^\W*decided\b/i.test(text) || reactions.some(({ name }) => name === "white_check_mark")) return "decision";
  return "message";
}

/** Who said how much, with the message of theirs that mattered most. */
export function peopleRows(topics: readonly (Topic & { score: number })[]): DigestRow[] {
  const people = new Map<string, { count: number; best: DigestRow; score: number }>();
  for (const { channel, root, replies, score } of topics) {
    for (const row of [root, ...replies]) {
      const own = row === root ? score : 0;
      const known = people.get(row.author.id);
      const item = { ...base(row, channel), kind: "person", score: own };
      if (known === undefined) people.set(row.author.id, { count: 1, best: item, score: own });
      else {
        known.count += 1;
        if (own > known.score) Object.assign(known, { best: item, score: own });
      }
    }
  }
  return [...people.values()]
    .toSorted((one, other) => other.count - one.count || (one.best.ts < other.best.ts ? 1 : -1))
    .map(({ count, best }) => ({ ...best, count }));
}

function base(row: MessageRow, channel: string) {
  const { ts, time, author, text, link } = row;
  return { channel, ts, time, who: author.name, text, link };
}
