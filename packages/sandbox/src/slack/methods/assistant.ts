import { method, need, Refusal, type Call, type Reply } from "../http/method.ts";
import { cursorAt, offsetOf } from "../http/page.ts";
import { isVisible, type Channel } from "../state/channel.ts";
import { crowdChannelNamed, crowdUserNamed } from "../state/crowd.ts";
import { findMessages, type Hit } from "../state/find-messages.ts";
import { hasScope } from "../state/token.ts";
import type { User } from "../state/user.ts";
import { visibleFiles } from "./files.ts";

const KINDS = { public_channel: "public", private_channel: "private", mpim: "mpim", im: "im" } as const;
const SCOPES = {
  public: "search:read.public",
  private: "search:read.private",
  mpim: "search:read.mpim",
  im: "search:read.im",
} as const;
const MOST = 20;

/** Search by meaning. Here a word also finds its plural: enough to tell it from keyword search. */
export const assistant = [
  method("assistant.search.info", (call) => {
    need(call, "search:read.public");
    return { is_ai_search_enabled: call.world.switches.semanticSearch };
  }),
  method("assistant.search.context", (call) => {
    if (!call.world.switches.semanticSearch) throw new Refusal("feature_not_enabled");
    need(call, "search:read.public", "search:read.users");
    if (call.token.kind === "bot" && call.args.text("action_token") === undefined)
      throw new Refusal("missing_action_token");
    const contents = new Set(call.args.list("content_types"));
    if (contents.size === 0) contents.add("messages");
    const from = offsetOf(call);
    const limit = Math.min(call.args.number("limit") ?? MOST, MOST);
    const found = {
      messages: contents.has("messages") ? messages(call) : [],
      files: contents.has("files") ? files(call) : [],
      channels: contents.has("channels") ? channels(call) : [],
      users: contents.has("users") ? users(call) : [],
    };
    const results = Object.fromEntries(
      Object.entries(found).map(([name, rows]) => [name, rows.slice(from, from + limit)]),
    );
    const more = Object.values(found).some((rows) => rows.length > from + limit);
    return { results, response_metadata: { next_cursor: more ? cursorAt(from + limit) : "" } };
  }),
];

function wordsOf({ args }: Call): string[] {
  return (
    args
      .required("query", "no_query")
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}_.@-]*/gu) ?? []
  ).map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}

function kindsOf(call: Call): Set<Channel["kind"]> {
  const names = call.args.list("channel_types");
  const kinds = (names.length === 0 ? ["public_channel"] : names).map((name) => KINDS[name as keyof typeof KINDS]);
  for (const kind of kinds) need(call, SCOPES[kind]);
  return new Set(kinds);
}

function messages(call: Call): Reply[] {
  const { args, world } = call;
  const hits = findMessages(world, call.teamId, call.me.id, {
    words: wordsOf(call),
    kinds: kindsOf(call),
    after: args.number("after") ?? 0,
    before: args.number("before") ?? Infinity,
  });
  const sorted = args.text("sort") === "timestamp" && args.text("sort_dir") === "asc" ? hits.toReversed() : hits;
  return sorted.map((hit) => messageRow(call, hit));
}

function messageRow(call: Call, { channel, message }: Hit): Reply {
  const { world, args } = call;
  const author = world.users.get(message.userId);
  const at = channel.messages.indexOf(message);
  const context = (rows: Channel["messages"]) => rows.map(({ text, userId, ts }) => ({ text, user_id: userId, ts }));
  return {
    author_name: author?.realName ?? "",
    author_user_id: message.userId,
    team_id: channel.teamId,
    channel_id: channel.id,
    channel_name: channel.name,
    message_ts: message.ts,
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    content: message.text,
    is_author_bot: author?.kind === "bot",
    permalink: `https://${world.teams.get(call.teamId)?.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`,
    ...(args.flag("include_message_blocks") && message.blocks && { blocks: message.blocks }),
    ...(args.flag("include_context_messages") && {
      context_messages: {
        before: context(channel.messages.slice(Math.max(0, at - 2), at)),
        after: context(channel.messages.slice(at + 1, at + 3)),
      },
    }),
  };
}

function files(call: Call): Reply[] {
  need(call, "search:read.files");
  const words = wordsOf(call);
  return visibleFiles(call)
    .filter(({ name, title }) => words.every((word) => `${name} ${title}`.toLowerCase().includes(word)))
    .map((file) => ({
      file_id: file.id,
      title: file.title,
      file_type: file.filetype,
      author_user_id: file.userId,
      date_created: file.createdS,
      permalink: `https://harbor-labs.slack.com/files/${file.userId}/${file.id}/${file.name}`,
    }));
}

function channels(call: Call): Reply[] {
  need(call, "search:read.public");
  const { world, me, teamId } = call;
  const wanted = call.args.required("query", "no_query").toLowerCase().replace(/^#/, "");
  const rows = [...world.channels.values()].filter(
    (channel) =>
      channel.name !== "" && channel.teamId === teamId && isVisible(channel, me.id) && channel.name.includes(wanted),
  );
  const one = crowdChannelNamed(world.crowd, teamId, wanted, me.id);
  return [...(one ? [one] : []), ...rows].map((channel) => ({
    channel_id: channel.id,
    name: channel.name,
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    is_archived: channel.archived,
    permalink: `https://${world.teams.get(teamId)?.domain}.slack.com/archives/${channel.id}`,
  }));
}

function users(call: Call): Reply[] {
  need(call, "search:read.users");
  const { world, teamId } = call;
  const wanted = call.args.required("query", "no_query").toLowerCase().replace(/^@/, "");
  const fits = ({ name, realName, displayName, title, email, deleted, teamId: team }: User): boolean =>
    team === teamId &&
    !deleted &&
    [name, realName, displayName, title, email ?? ""].some((text) => text.toLowerCase().includes(wanted));
  const one = crowdUserNamed(world.crowd, teamId, wanted);
  return [...(one ? [one] : []), ...[...world.users.values()].filter(fits)].map((user) => ({
    user_id: user.id,
    full_name: user.realName,
    name: user.name,
    title: user.title,
    timezone: user.tz,
    ...(hasScope(call.token, "users:read.email") && { email: user.email }),
  }));
}
