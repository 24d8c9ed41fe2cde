import { ToolError } from "@fairlead/core";
import { rowsThatFit, sizeOf } from "../../shape/fit.ts";
import type { MessageRow } from "../../shape/message.ts";
import { messageHash } from "../../shape/message-hash.ts";
import { readReplies, type HistoryQuestion } from "./history.ts";
import { messageOf } from "./message-of.ts";
import { shapeMessages, type SlackMessage } from "./messages.ts";
import { namesOf } from "../people/people.ts";
import type { SlackReadContext } from "../slack-client.ts";

interface ThreadQuestion {
  /** Where the page before ended: the root, and the last reply. */
  cursor?: string | undefined;
  oldest: string | undefined;
  latest: string | undefined;
  limit: number;
  withReactors: boolean;
}

/** A thread by any of its messages; of a message without one, the message alone. */
export async function readThread(
  context: SlackReadContext,
  { channel, ts, threadTs }: { channel: string; ts: string; threadTs?: string },
  { cursor, oldest: from, latest, limit, withReactors }: ThreadQuestion,
) {
  const [, rootTs = threadTs ?? ts, last] = /^(\S+) (\S+)$/.exec(cursor ?? "") ?? [];
  const oldest = last ?? from;
  const bounds = { channel, limit, ...(oldest !== undefined && { oldest }), ...(latest !== undefined && { latest }) };
  const { root, replies: found, hasMore } = await threadOf(context, bounds, rootTs);
  const [first, ...replies] = await shapeMessages(context, channel, [root, ...found]);
  const head = first as MessageRow;
  const shown = replies.slice(0, rowsThatFit(replies.map(sizeOf), context.budget - Math.ceil(sizeOf(head) / 4)));
  const more = hasMore || shown.length < replies.length;
  const end = shown.at(-1)?.ts;
  return {
    root: head,
    items: shown,
    next_cursor: more && end !== undefined ? `${head.ts} ${end}` : undefined,
    reactors: withReactors ? await reactorsOf(context, channel, ts) : undefined,
    // Of the message that was asked for: it is the one that an edit may follow.
    hash: messageHash((replies.find((row) => row.ts === ts) ?? head).text),
  };
}

/** Asked for a reply, Slack gives it without the rest of its thread: the root is asked for then. */
async function threadOf(context: SlackReadContext, bounds: HistoryQuestion, ts: string) {
  const { messages, hasMore } = await readReplies(context, bounds, ts);
  const isRoot = (message: SlackMessage): boolean => message.ts === (message.thread_ts ?? message.ts);
  const root = messages.find(isRoot);
  if (root !== undefined) return { root, replies: messages.filter((message) => message !== root), hasMore };
  const rootTs = (messages[0] ?? (await messageOf(context, { channel: bounds.channel, ts }))).thread_ts ?? ts;
  const whole = rootTs === ts ? { messages, hasMore } : await readReplies(context, bounds, rootTs);
  const head = whole.messages.find(isRoot) ?? whole.messages[0];
  if (head === undefined) throw new ToolError("not_found", "There is no message with that ts in this conversation.");
  return { root: head, replies: whole.messages.filter((message) => message !== head), hasMore: whole.hasMore };
}

/** Who reacted, by name: the lists in messages are cut off. */
async function reactorsOf(context: SlackReadContext, channel: string, ts: string) {
  const answer = await context.client.web.reactions.get({ channel, timestamp: ts, full: true });
  const reactions = (answer.message as SlackMessage | undefined)?.reactions ?? [];
  const people = await namesOf(
    context,
    reactions.flatMap(({ users = [] }) => users),
  );
  return reactions.map(({ name = "", users = [] }) => ({ name, users: users.map((id) => people.get(id)?.name ?? id) }));
}
