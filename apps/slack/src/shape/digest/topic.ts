import type { MessageRow } from "../message.ts";

/** A message with what it set off. */
export interface Topic {
  channel: string;
  root: MessageRow;
  /** As many as were read; `replyCount` is how many there are. */
  replies: readonly MessageRow[];
  replyCount: number;
  pinned: boolean;
}

const REQUEST = /\b(please|can you|could you|todo|needs? to|by (?:mon|tues|wednes|thurs|fri)day)\b/i;

/** How much a topic matters, from what people did with it. The same material always gives the same number. */
export function scoreOf(topic: Topic, { keywords, me }: { keywords: readonly string[]; me: string }): number {
  const { root, replies, replyCount, pinned } = topic;
  const people = new Set([root.author.id, ...replies.map(({ author }) => author.id)]).size;
  const reactions = [root, ...replies]
    .flatMap(({ reactions: rows = [] }) => rows)
    .reduce((sum, { count }) => sum + count, 0);
  const words = [root, ...replies].map(({ text }) => text.toLowerCase()).join("\n");
  const found = keywords.some((keyword) => words.includes(keyword.toLowerCase()));
  const score =
    3 * Math.log(1 + replyCount) +
    2 * Math.log(1 + people) +
    Math.log(1 + reactions) +
    (found ? 4 : 0) +
    (words.includes(`<@${me.toLowerCase()}`) ? 2 : 0) +
    (pinned || isDone(root) ? 2 : 0);
  return Math.round(score * 100) / 100;
}

function isDone({ reactions = [] }: MessageRow): boolean {
  return reactions.some(({ name }) => name === "white_check_mark");
}

/** What a message seems to be: a candidate for a reader to check, no fact. */
export function kindOf({ root, replies, replyCount }: Topic): string {
  const all = [root, ...replies];
  if (all.some((row) => /^\W*decided\b/i.test(row.text) || isDone(row) || thumbs(row) >= 3)) return "decision";
  if (/- \[ \]|\bTODO\b/.test(root.text) || (root.text.includes("<@") && REQUEST.test(root.text))) return "action";
  if (/\?\s*$/.test(root.text)) return replyCount === 0 ? "question" : "discussion";
  if ((root.files?.length ?? 0) > 0) return "file";
  if (replyCount > 0) return "discussion";
  if (root.author.kind === "app") return "alert";
  return /https?:\/\//.test(root.text) ? "link" : "message";
}

function thumbs({ reactions = [] }: MessageRow): number {
  return reactions.filter(({ name }) => /^(\+1|thumbsup)/.test(name)).reduce((sum, { count }) => sum + count, 0);
}
