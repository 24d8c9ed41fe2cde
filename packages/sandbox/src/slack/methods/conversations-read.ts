import { conversationOf, visible } from "../http/conversation.ts";
import { method, need, Refusal, type Call, type Reply } from "../http/method.ts";
import { cursorAt, limitOf, offsetOf, pageOf, windowOf } from "../http/page.ts";
import { shapeChannel } from "../shape/channel.ts";
import { shapeMessage, shapeReactions } from "../shape/message.ts";
import { isVisible, messageAt, type Channel } from "../state/channel.ts";
import { crowdChannel, crowdChannelId } from "../state/crowd.ts";
import { isInHistory, type Message } from "../state/message.ts";
import { wantedKinds } from "./users.ts";

/** Reading conversations and what is in them. */
export const conversationsRead = [
  method("conversations.info", (call) => {
    const channel = conversationOf(call, "read");
    const count = call.args.flag("include_num_members") ? { num_members: channel.members.size } : {};
    const read = channel.lastRead.get(call.me.id);
    return {
      channel: {
        ...shapeChannel(channel, call.me.id),
        ...(channel.kind !== "im" && count),
        ...(read !== undefined && { last_read: read }),
        ...(channel.canvasId !== undefined && {
          properties: { canvas: { file_id: channel.canvasId, is_empty: false } },
        }),
      },
    };
  }),
  method("conversations.list", (call) => {
    const kinds = wantedKinds(call);
    const { world, me, args, teamId } = call;
    const rows = [...world.channels.values()].filter(
      (channel) =>
        kinds.has(channel.kind) &&
        (channel.teamId === teamId || channel.sharedWith.includes(teamId)) &&
        isVisible(channel, me.id) &&
        !channel.id.startsWith("C0CROWD") &&
        !(args.flag("exclude_archived") && channel.archived),
    );
    const at = (index: number): Channel =>
      rows[index] ?? (crowdChannel(world.crowd, teamId, crowdChannelId(index - rows.length), me.id) as Channel);
    const page = windowOf(call, rows.length + (kinds.has("public") ? world.crowd.channels : 0), at, 100, 999);
    return {
      channels: page.rows.map((channel) => ({
        ...shapeChannel(channel, me.id),
        ...(channel.kind !== "im" && { num_members: channel.members.size }),
      })),
      response_metadata: { next_cursor: page.next },
    };
  }),
  method("conversations.members", (call) => {
    const channel = conversationOf(call, "read");
    const { rows, next } = pageOf(call, [...channel.members], 100, 1000);
    return { members: rows, response_metadata: { next_cursor: next } };
  }),
  method("conversations.history", (call) => {
    const channel = conversationOf(call, "history");
    refuseOutsider(call, channel);
    const newestFirst = channel.messages
      .filter((message) => isInHistory(message) && inWindow(call, message))
      .toReversed();
    const page = restrictedPage(call, newestFirst, 100);
    return {
      ...historyReply(call, channel, page),
      pin_count: channel.pinned.length,
      channel_actions_ts: null,
      channel_actions_count: 0,
    };
  }),
  method("conversations.replies", (call) => {
    const channel = conversationOf(call, "history");
    refuseOutsider(call, channel);
    const asked = messageAt(channel, call.args.required("ts", "thread_not_found"));
    if (!asked) throw new Refusal("thread_not_found");
    const rootTs = asked.threadTs ?? asked.ts;
    // Of a reply Slack gives the reply alone, not its thread.
    if (rootTs !== asked.ts)
      return historyReply(call, channel, { rows: inWindow(call, asked) ? [asked] : [], next: "" });
    const root = messageAt(channel, rootTs);
    const replies = channel.messages.filter(
      (message) => message.threadTs === rootTs && message.ts !== rootTs && inWindow(call, message),
    );
    // The root stands on every page, and does not count.
    const page = restrictedPage(call, replies, 1000);
    return historyReply(call, channel, { ...page, rows: root ? [root, ...page.rows] : page.rows });
  }),
  method("reactions.get", (call) => {
    need(call, "reactions:read");
    const channel = visible(call, call.args.required("channel"));
    const message = messageAt(channel, call.args.required("timestamp"));
    if (!message) throw new Refusal("message_not_found");
    const shaped = { ...shapeMessage(call.world, channel, message), reactions: shapeReactions(message) };
    return { type: "message", channel: channel.id, message: shaped };
  }),
  method("pins.list", (call) => {
    need(call, "pins:read");
    const channel = visible(call, call.args.required("channel"));
    const items = channel.pinned.flatMap((ts) => messageAt(channel, ts) ?? []);
    return {
      items: items.map((message) => ({
        type: "message",
        channel: channel.id,
        created: Math.floor(Number(message.ts)),
        created_by: channel.creator,
        message: shapeMessage(call.world, channel, message),
      })),
    };
  }),
  method("bookmarks.list", (call) => {
    need(call, "bookmarks:read");
    const channel = visible(call, call.args.required("channel_id"));
    return { bookmarks: channel.bookmarks.map((row) => ({ ...row, channel_id: channel.id, type: "link" })) };
  }),
];

/** People read every public channel; an app only those that it is in. */
function refuseOutsider({ me, token }: Call, channel: Channel): void {
  if (!channel.members.has(me.id) && (channel.kind !== "public" || token.kind === "bot"))
    throw new Refusal("not_in_channel");
}

function inWindow({ args }: Call, { ts }: Message): boolean {
  const inclusive = args.flag("inclusive");
  const [oldest, latest] = [args.text("oldest") ?? "0", args.text("latest") ?? "9999999999"].map(Number) as [
    number,
    number,
  ];
  const at = Number(ts);
  if (inclusive) return at >= oldest && at <= latest;
  return at > oldest && at < latest;
}

interface Page {
  rows: readonly Message[];
  next: string;
}

/** Restricted apps get 15 objects, whatever they ask for. */
function restrictedPage(call: Call, rows: readonly Message[], fallback: number): Page {
  if (!call.world.switches.restrictedHistory) return pageOf(call, rows, fallback, 1000);
  const from = offsetOf(call);
  const to = Math.min(rows.length, from + Math.min(15, limitOf(call, fallback, 1000)));
  return { rows: rows.slice(from, to), next: to < rows.length ? cursorAt(to) : "" };
}

/** What apps have put to messages comes only to whoever asks for it. */
function historyReply({ world, args }: Call, channel: Channel, { rows, next }: Page): Reply {
  const whole = args.flag("include_all_metadata");
  return {
    messages: rows.map((message) => ({
      ...shapeMessage(world, channel, message),
      ...(whole && message.metadata && { metadata: message.metadata }),
    })),
    has_more: next !== "",
    ...(next !== "" && { response_metadata: { next_cursor: next } }),
  };
}
