import type { ChannelFacts } from "../channels/channels.ts";
import { reasonOf } from "../errors/reason-of.ts";
import type { SlackContext } from "../slack-client.ts";
import { viewerOf } from "../viewer/viewer.ts";
import { permalink } from "../../shape/permalink.ts";
import type { Composed } from "./compose.ts";
import { accountFor } from "./find-sent.ts";
import { markFor } from "./post-mark.ts";

export interface Sent {
  channel: string;
  ts: string;
  link: string;
  /** `ts` of the parts after the first, which are replies to it. */
  parts: string[];
}

/** Posts a message, and the rest of a long one as replies. Each is sent once. */
export async function send(
  context: SlackContext,
  channel: ChannelFacts,
  { bodies, unfurl }: Composed,
  { threadTs, alsoToChannel }: { threadTs?: string | undefined; alsoToChannel: boolean },
): Promise<Sent & { warnings: string[] }> {
  const [first, ...rest] = bodies;
  context.preview({ then: rest.map((_, index) => `part ${index + 2} of ${bodies.length}, as a reply`) });
  const place = threadTs === undefined ? {} : { thread_ts: threadTs, ...(alsoToChannel && { reply_broadcast: true }) };
  // Before anything is sent: afterwards nothing may fail the call.
  const { url, botId } = await viewerOf(context);
  // An app speaks for many: the words alone do not say whose post it is.
  const marked = (part: number) => (botId === undefined ? {} : markFor(context.mark, part));
  const root = await post(context, { channel: channel.id, ...first, ...unfurl, ...place, ...marked(1) });
  const parts: string[] = [];
  const warnings: string[] = [];
  for (const body of rest) {
    try {
      const reply = { channel: channel.id, ...body, ...unfurl, thread_ts: threadTs ?? root };
      parts.push(await post(context, { ...reply, ...marked(parts.length + 2) }));
    } catch (error) {
      // The first part is there: what became of the others is said, not thrown.
      warnings.push(`part ${parts.length + 2} of ${bodies.length} was not sent: ${reasonOf(error)}`);
      break;
    }
  }
  return { channel: channel.id, ts: root, link: permalink(url, channel.id, root, threadTs), parts, warnings };
}

async function post(context: SlackContext, body: Record<string, unknown>): Promise<string> {
  const answer = await context.client.web.apiCall("chat.postMessage", body);
  const { ts = "" } = answer as { ts?: string };
  accountFor(context, String(body["channel"]), ts);
  return ts;
}
