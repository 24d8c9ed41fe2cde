/** One message of a conversation. */
export interface Message {
  /** Seconds and a counter, six decimals; unique and rising in its conversation. */
  ts: string;
  userId: string;
  /** Set where an app posted it. */
  botId?: string;
  /** Name that an app posted under. */
  username?: string;
  /** Slack's own markup; empty for messages that are blocks alone. */
  text: string;
  blocks?: readonly Record<string, unknown>[];
  attachments?: readonly Record<string, unknown>[];
  fileIds?: readonly string[];
  /** The root of its thread; of a root, itself. */
  threadTs?: string;
  reactions: Map<string, string[]>;
  edited?: { userId: string; ts: string };
  subtype?: string;
  metadata?: Record<string, unknown>;
  /** More members as they go out: `topic`, `inviter`. */
  extra?: Record<string, unknown>;
  /** Which kind of token wrote it: only the same kind may change it. */
  writtenBy: "user" | "bot";
  /** Users whom it notified: mentions, or everybody for a broadcast. */
  notified: readonly string[];
}

/** True for what stands in a conversation's history: not the replies, unless they were sent to the channel, too. */
export function isInHistory({ threadTs, ts, subtype }: Message): boolean {
  return threadTs === undefined || threadTs === ts || subtype === "thread_broadcast";
}
