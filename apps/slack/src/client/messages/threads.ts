import { ToolError } from "@fairlead/core";
import { rowsThatFit, sizeOf } from "../../shape/fit.ts";
import type { MessageRow } from "../../shape/message.ts";
import { messageHash } from "../../shape/message-hash.ts";
import { readReplies } from "./history.ts";
import { shapeMessages, type SlackMessage } from "./messages.ts";
import { namesOf } from "../people/people.ts";
import type { SlackReadContext } from "../slack-client.ts";

interface ThreadQuestion {
  /** Replies after this `ts`: where the page before ended. */
  oldest: string | undefined;
  latest: string | undefined;
  limit: number;
  withReactors: boolean;
}

/** A thread by the `ts` of any of its messages; of a message without one, the message alone. */
export async function readThread(
  context: SlackReadContext,
  { channel, ts }: { channel: string; ts: string },
  { oldest, latest, limit, withReactors }: ThreadQuestion,
) {
  const bounds = { ...(oldest !== undefined && { oldest }), ...(latest !== undefined && { latest }) };
  const { messages, hasMore } = await readReplies(context, { channel, limit, ...bounds }, ts);
  const root = messages.find((message) => message.ts === (message.thread_ts ?? message.ts)) ?? messages[0];
  if (root === undefined) throw new ToolError("not_found", "There is no message with that ts in this conversation.");
  const [first, ...replies] = await shapeMessages(context, channel, [
    root,
    ...messages.filter((message) => message !== root),
  ]);
  const head = first as MessageRow;
  const shown = replies.slice(0, rowsThatFit(replies.map(sizeOf), context.budget - Math.ceil(sizeOf(head) / 4)));
  const more = hasMore || shown.length < replies.length;
  return {
    root: head,
    items: shown,
    next_cursor: more ? shown.at(-1)?.ts : undefined,
    reactors: withReactors ? await reactorsOf(context, channel, ts) : undefined,
    hash: messageHash(head.text),
  };
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
