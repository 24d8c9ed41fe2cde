import { ToolError } from "@fairlead/core";
import { historyClass, pageAfter, readHistory, readReplies } from "../messages/history.ts";
import type { SlackMessage } from "../messages/messages.ts";
import { inTurns } from "../request/pages.ts";
import { searchHistory } from "../search/search-history.ts";
import type { SlackReadContext } from "../slack-client.ts";
import type { Span } from "../request/window.ts";

const PAGE = 200;
const MOST_PAGES = 5;
const CHANNELS_AT_ONCE = 3;
const THREADS_AT_ONCE = 3;

/** What was read of one channel. */
export interface ChannelMaterial {
  channel: string;
  messages: SlackMessage[];
  complete: boolean;
  reason?: string | undefined;
}

/** The messages of a span in several channels, and older roots whose threads went on in it. */
export function readMaterial(
  context: SlackReadContext,
  channels: readonly string[],
  span: Span,
): Promise<ChannelMaterial[]> {
  return inTurns(channels, CHANNELS_AT_ONCE, (channel) => readChannel(context, channel, span));
}

async function readChannel(context: SlackReadContext, channel: string, span: Span): Promise<ChannelMaterial> {
  if (historyClass(context) === "restricted") return bySearch(context, channel, span);
  try {
    return await byHistory(context, channel, span);
  } catch (error) {
    const limited = error instanceof ToolError && error.code === "rate_limited";
    if (!limited || historyClass(context) !== "restricted") throw error;
    return bySearch(context, channel, span);
  }
}

async function byHistory(context: SlackReadContext, channel: string, span: Span): Promise<ChannelMaterial> {
  const messages: SlackMessage[] = [];
  let place: ReturnType<typeof pageAfter> = { latest: span.latest };
  for (let pages = 0; place !== undefined && pages < MOST_PAGES; pages += 1) {
    const page = await readHistory(context, { channel, oldest: span.oldest, limit: PAGE, ...place });
    messages.push(...page.messages);
    place = pageAfter(page, place);
  }
  if (place !== undefined)
    return { channel, messages, complete: false, reason: `only the newest ${messages.length} messages were read` };
  const before = await readHistory(context, { channel, latest: span.oldest, limit: PAGE });
  const revived = before.messages.filter(
    ({ latest_reply: at }) => at !== undefined && Number(at) > Number(span.oldest ?? 0),
  );
  return { channel, messages: [...messages, ...revived], complete: true };
}

async function bySearch(context: SlackReadContext, channel: string, span: Span): Promise<ChannelMaterial> {
  const found = await searchHistory(context, { channel, span, limit: 100 });
  const messages = found.hits.map(({ message }) => message);
  return {
    channel,
    messages,
    complete: false,
    reason: "found by search: Slack gives this app one look at a history a minute",
  };
}

/** Replies of some threads; where histories are rationed, none. */
export async function readThreads(
  context: SlackReadContext,
  roots: readonly { channel: string; ts: string }[],
  span: Span,
): Promise<Map<string, SlackMessage[]>> {
  if (historyClass(context) === "restricted") return new Map();
  const rows = await inTurns(roots, THREADS_AT_ONCE, async ({ channel, ts }) => {
    const { messages } = await readReplies(
      context,
      { channel, limit: PAGE, oldest: span.oldest, latest: span.latest },
      ts,
    );
    return [`${channel} ${ts}`, messages.filter((message) => message.ts !== ts)] as const;
  });
  return new Map(rows);
}
