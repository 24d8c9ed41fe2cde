import { refusePosting, visible } from "../http/conversation.ts";
import { method, need, Refusal, type Call } from "../http/method.ts";
import { pageOf } from "../http/page.ts";
import { shapeMessage } from "../shape/message.ts";
import { messageAt, type Channel } from "../state/channel.ts";
import type { Message } from "../state/message.ts";
import { findUser, nowS } from "../state/world.ts";
import { directChannel } from "./conversations-write.ts";
import { notifiedBy, post, wordsOf } from "./post.ts";

/** Posting, changing and scheduling messages. */
export const chat = [
  method("chat.postMessage", (call) => {
    need(call, "chat:write");
    const channel = target(call);
    refusePosting(call, channel);
    const threadTs = call.args.text("thread_ts");
    const metadata = call.args.json("metadata") as Record<string, unknown> | undefined;
    const message = post(call, channel, {
      ...wordsOf(call),
      ...(threadTs !== undefined && { threadTs }),
      ...(call.args.flag("reply_broadcast") && { subtype: "thread_broadcast" }),
      ...(metadata && { metadata }),
    });
    return {
      channel: channel.id,
      ts: message.ts,
      message: { ...shapeMessage(call.world, channel, message), ...(metadata && { metadata }) },
    };
  }),
  method("chat.postEphemeral", (call) => {
    need(call, "chat:write");
    const channel = target(call);
    refusePosting(call, channel);
    wordsOf(call);
    if (!channel.members.has(call.args.required("user", "user_not_in_channel")))
      throw new Refusal("user_not_in_channel");
    return { message_ts: call.world.nextTs() };
  }),
  method("chat.update", (call) => {
    need(call, "chat:write");
    const { channel, message } = own(call, "cant_update_message");
    const words = wordsOf(call);
    if (words.text.length > 4000) throw new Refusal("msg_too_long");
    message.text = words.text;
    if (words.blocks) message.blocks = words.blocks;
    else delete message.blocks;
    message.edited = { userId: call.me.id, ts: call.world.nextTs() };
    message.notified = notifiedBy(words.text, channel);
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: { type: "message", user: message.userId, text: message.text },
    };
  }),
  method("chat.delete", (call) => {
    need(call, "chat:write");
    const { channel, message } = own(call, "cant_delete_message");
    // While a thread hangs on it, something of it stays.
    if (channel.messages.some(({ threadTs, ts }) => threadTs === message.ts && ts !== message.ts)) bury(message);
    else channel.messages = channel.messages.filter((other) => other !== message);
    return { channel: channel.id, ts: message.ts };
  }),
  method("chat.scheduleMessage", (call) => {
    need(call, "chat:write");
    const channel = target(call);
    refusePosting(call, channel);
    const { text } = wordsOf(call);
    const postAtS = call.args.number("post_at") ?? 0;
    if (postAtS < nowS(call.world)) throw new Refusal("time_in_past");
    if (postAtS > nowS(call.world) + 120 * 86_400) throw new Refusal("time_too_far");
    const id = call.world.nextId("Q");
    call.world.scheduled.set(id, {
      id,
      channelId: channel.id,
      postAtS,
      text,
      createdS: nowS(call.world),
      token: call.token.secret,
    });
    return {
      channel: channel.id,
      scheduled_message_id: id,
      post_at: postAtS,
      message: {
        type: "delayed_message",
        text,
        user: call.me.id,
        bot_id: call.me.botId ?? "B0HARBOR99",
        team: call.teamId,
      },
    };
  }),
  method("chat.scheduledMessages.list", (call) => {
    const channelId = call.args.text("channel");
    const rows = [...call.world.scheduled.values()].filter(
      (row) =>
        row.token === call.token.secret &&
        row.postAtS > nowS(call.world) &&
        (channelId === undefined || row.channelId === channelId),
    );
    const { rows: page, next } = pageOf(call, rows);
    return {
      scheduled_messages: page.map((row) => ({
        id: row.id,
        channel_id: row.channelId,
        post_at: row.postAtS,
        date_created: row.createdS,
        text: row.text,
      })),
      response_metadata: { next_cursor: next },
    };
  }),
  method("chat.deleteScheduledMessage", (call) => {
    need(call, "chat:write");
    const row = call.world.scheduled.get(call.args.required("scheduled_message_id"));
    if (!row || row.token !== call.token.secret || row.channelId !== call.args.text("channel"))
      throw new Refusal("invalid_scheduled_message_id");
    call.world.scheduled.delete(row.id);
    return {};
  }),
];

function bury(message: Message): void {
  for (const name of ["blocks", "attachments", "fileIds", "botId", "edited"] as const) delete message[name];
  Object.assign(message, { userId: "USLACKBOT", text: "This message was deleted.", subtype: "tombstone" });
  message.reactions.clear();
}

/** A channel id, or a person's id for the direct message with them. */
function target(call: Call): Channel {
  const id = call.args.required("channel", "channel_not_found");
  if (!/^[UW]/.test(id)) return visible(call, id);
  if (!findUser(call.world, call.teamId, id)) throw new Refusal("channel_not_found");
  return directChannel(call, [...new Set([call.me.id, id])]).channel;
}

/** A message that this kind of token, of this person, wrote. */
function own(call: Call, word: string): { channel: Channel; message: Message } {
  const channel = visible(call, call.args.required("channel", "channel_not_found"));
  const message = messageAt(channel, call.args.required("ts", "message_not_found"));
  if (!message) throw new Refusal("message_not_found");
  if (message.userId !== call.me.id || message.writtenBy !== call.token.kind) throw new Refusal(word);
  return { channel, message };
}
