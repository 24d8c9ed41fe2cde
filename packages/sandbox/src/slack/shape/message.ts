import type { Channel } from "../state/channel.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../state/world.ts";
import { shapeFile } from "./file.ts";

/** A message as Slack's JSON has it. Of a root, with what its thread has come to. */
export function shapeMessage(world: World, channel: Channel, message: Message): Record<string, unknown> {
  const { ts, userId, botId, text, blocks, attachments, fileIds = [], threadTs, edited, subtype, username } = message;
  const files = fileIds.flatMap((id) => world.files.get(id) ?? []).map((file) => shapeFile(world, file));
  return {
    type: "message",
    ts,
    text,
    ...(subtype !== "bot_message" && { user: userId, team: channel.teamId }),
    ...(botId !== undefined && { bot_id: botId, bot_profile: botProfile(world, botId, channel.teamId) }),
    ...(username !== undefined && { username }),
    ...(blocks && { blocks }),
    ...(attachments && { attachments }),
    ...(files.length > 0 && { files, upload: false }),
    ...(subtype !== undefined && { subtype }),
    ...(edited && { edited: { user: edited.userId, ts: edited.ts } }),
    ...(channel.pinned.includes(ts) && { pinned_to: [channel.id] }),
    ...(message.reactions.size > 0 && { reactions: shapeReactions(message) }),
    ...(threadTs !== undefined && threadFacts(channel, message, threadTs)),
    ...message.extra,
  };
}

const ICONS = "https://emoji.harbor.example/app_";

function botProfile(world: World, botId: string, teamId: string): Record<string, unknown> {
  const bot = [...world.users.values()].find((user) => user.botId === botId);
  return {
    id: botId,
    name: bot?.realName ?? "bot",
    team_id: teamId,
    app_id: "A0HARBOR1",
    updated: 0,
    deleted: false,
    icons: {
      image_36: `${ICONS}36.png`,
      image_48: `${ICONS}48.png`,
      image_72: `${ICONS}72.png`,
    },
  };
}

export function shapeReactions({ reactions }: Message): Record<string, unknown>[] {
  return [...reactions].map(([name, users]) => ({ name, users: [...users], count: users.length }));
}

function threadFacts(channel: Channel, { ts }: Message, threadTs: string): Record<string, unknown> {
  if (ts !== threadTs) {
    const root = channel.messages.find((message) => message.ts === threadTs);
    return { thread_ts: threadTs, ...(root && { parent_user_id: root.userId }) };
  }
  const replies = channel.messages.filter((message) => message.threadTs === ts && message.ts !== ts);
  if (replies.length === 0) return {};
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map(({ userId }) => userId))].slice(0, 5),
    reply_users_count: new Set(replies.map(({ userId }) => userId)).size,
    latest_reply: replies.at(-1)?.ts,
    subscribed: false,
  };
}
