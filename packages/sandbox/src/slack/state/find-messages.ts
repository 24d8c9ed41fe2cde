import { isVisible, type Channel } from "./channel.ts";
import type { Message } from "./message.ts";
import type { World } from "./world.ts";

/** What both search methods look for. */
export interface Sought {
  words: readonly string[];
  kinds: ReadonlySet<Channel["kind"]>;
  channelIds?: ReadonlySet<string>;
  userId?: string;
  /** Seconds since the epoch. */
  after?: number;
  before?: number;
  has?: readonly string[];
  mentions?: string;
  inThread?: boolean;
}

export interface Hit {
  channel: Channel;
  message: Message;
}

/** Messages that somebody may see and that hold every word, the newest first. */
export function findMessages(world: World, teamId: string, viewerId: string, sought: Sought): Hit[] {
  const hits: Hit[] = [];
  for (const channel of world.channels.values()) {
    if (!sought.kinds.has(channel.kind) || !isVisible(channel, viewerId)) continue;
    if (channel.teamId !== teamId && !channel.sharedWith.includes(teamId)) continue;
    if (sought.channelIds && !sought.channelIds.has(channel.id)) continue;
    for (const message of channel.messages) if (fits(message, sought)) hits.push({ channel, message });
  }
  return hits.toSorted((one, other) => Number(other.message.ts) - Number(one.message.ts));
}

function fits(
  message: Message,
  { words, userId, after = 0, before = Infinity, has = [], mentions, inThread }: Sought,
): boolean {
  const at = Number(message.ts);
  if (at < after || at >= before) return false;
  if (userId !== undefined && message.userId !== userId) return false;
  if (inThread === true && message.threadTs === undefined) return false;
  if (mentions !== undefined && !message.text.includes(`<@${mentions}`)) return false;
  if (has.includes("link") && !/https?:/.test(message.text)) return false;
  if (has.includes("file") && (message.fileIds?.length ?? 0) === 0) return false;
  if (has.includes("reaction") && message.reactions.size === 0) return false;
  const text = searched(message);
  return words.every((word) => text.includes(word));
}

/** Blocks and attachments are found, too. */
function searched({ text, blocks = [], attachments = [] }: Message): string {
  const more = blocks.length + attachments.length > 0 ? JSON.stringify([blocks, attachments]) : "";
  return `${text} ${more}`.toLowerCase();
}
