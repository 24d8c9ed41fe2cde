import { ToolError } from "@fairlead/core";
import { parseReference } from "../../shape/reference.ts";

interface Written {
  channel?: string | undefined;
  to?: readonly string[] | undefined;
  thread_ts?: string | undefined;
}

/** Where a reply goes: the conversation as it is named, or that of the link which names the thread; and the thread's root. */
export interface ReplyPlace {
  channel: string | undefined;
  threadTs: string | undefined;
  /** @throws ToolError `invalid_input` where the link leads to a message of another conversation */
  checkIn(channelId: string): void;
}

/** The conversation that a link to a thread names, where nothing else does. */
export function channelOfReply({ channel, to = [], thread_ts: written = "" }: Written): string | undefined {
  const link = parseReference(written);
  return channel === undefined && to.length === 0 && link.form === "message" ? link.channel : channel;
}

/**
 * Reads what a caller has written for a thread: its `ts`, or a link to any of its messages. Slack threads by the root alone.
 *
 * @throws ToolError `invalid_input` for what is neither
 */
export function replyPlace(written: Written): ReplyPlace {
  const { thread_ts: threadTs } = written;
  const channel = channelOfReply(written);
  if (threadTs === undefined) return { channel, threadTs, checkIn() {} };
  const link = parseReference(threadTs);
  if (link.form === "message") {
    return {
      channel,
      threadTs: link.threadTs ?? link.ts,
      checkIn(channelId) {
        if (channelId === link.channel) return;
        throw new ToolError(
          "invalid_input",
          "thread_ts links to a message of another conversation: leave out one of the two.",
        );
      },
    };
  }
  if (/^\d{10}\.\d{6}$/.test(threadTs)) return { channel, threadTs, checkIn() {} };
  throw new ToolError(
    "invalid_input",
    `"${threadTs}" is no thread_ts: pass the ts of the first message, such as 1760000000.000100, or a link to the thread.`,
  );
}
