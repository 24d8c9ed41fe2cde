import type { Message } from "./message.ts";

/** A channel, direct or group message. */
export interface Channel {
  /** `C…`, `G…` or `D…`. */
  id: string;
  teamId: string;
  name: string;
  kind: "public" | "private" | "im" | "mpim";
  members: Set<string>;
  creator: string;
  createdS: number;
  archived: boolean;
  general: boolean;
  /** Teams of other organizations that share it. */
  sharedWith: readonly string[];
  /** Only admins may post. */
  postingRestricted: boolean;
  topic: Note;
  purpose: Note;
  /** By `ts`, rising. */
  messages: Message[];
  pinned: string[];
  bookmarks: { id: string; title: string; link: string }[];
  /** File id of its canvas. */
  canvasId?: string;
  featuredTriggers: { id: string; title: string }[];
  lastRead: Map<string, string>;
}

interface Note {
  value: string;
  creator: string;
  setS: number;
}

const NOTHING: Note = { value: "", creator: "", setS: 0 };

/** A conversation with everything that a seed leaves unsaid. */
export function newChannel(facts: Pick<Channel, "id" | "teamId" | "name"> & Partial<Channel>): Channel {
  return {
    kind: "public",
    members: new Set(),
    creator: "U0HARBOR01",
    createdS: 1_700_000_000,
    archived: false,
    general: false,
    sharedWith: [],
    postingRestricted: false,
    topic: NOTHING,
    purpose: NOTHING,
    messages: [],
    pinned: [],
    bookmarks: [],
    featuredTriggers: [],
    lastRead: new Map(),
    ...facts,
  };
}

/** The scope family of a conversation: `channels:history`, `im:write`. */
export function scopeFamily(kind: Channel["kind"]): "channels" | "groups" | "im" | "mpim" {
  if (kind === "public") return "channels";
  return kind === "private" ? "groups" : kind;
}

/** True for those who may see that it exists. */
export function isVisible(channel: Channel, userId: string): boolean {
  return channel.kind === "public" || channel.members.has(userId);
}

/** Finds a message by its `ts`. Histories are long: by halves. */
export function messageAt(channel: Channel, ts: string): Message | undefined {
  let low = 0;
  let high = channel.messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((channel.messages[middle]?.ts ?? "") < ts) low = middle + 1;
    else high = middle;
  }
  const found = channel.messages[low];
  return found?.ts === ts ? found : undefined;
}
