import { method, need, Refusal, type Call } from "../http/method.ts";
import { numberedPage } from "../http/page.ts";
import { shapeFile } from "../shape/file.ts";
import type { Channel } from "../state/channel.ts";
import { findMessages, type Sought } from "../state/find-messages.ts";
import { visibleFiles } from "./files.ts";

const ALL_KINDS: ReadonlySet<Channel["kind"]> = new Set(["public", "private", "im", "mpim"]);
const DAY_S = 86_400;

/** Keyword search with modifiers in the query: a user token's alone. */
export const search = [
  method(
    "search.messages",
    (call) => {
      need(call, "search:read");
      const query = call.args.required("query", "no_query");
      const hits = findMessages(call.world, call.teamId, call.me.id, parseQuery(call, query));
      const sorted = call.args.text("sort_dir") === "asc" ? hits.toReversed() : hits;
      const { rows, paging } = numberedPage(call, sorted);
      const matches = rows.map(({ channel, message }) => ({
        iid: message.ts,
        team: channel.teamId,
        channel: {
          id: channel.id,
          // A direct message is called by the id of the other person.
          name: channel.kind === "im" ? otherIn(channel, call.me.id) : channel.name,
          is_im: channel.kind === "im",
          is_private: channel.kind === "private",
          is_mpim: channel.kind === "mpim",
        },
        type: "message",
        user: message.userId,
        username: call.world.users.get(message.userId)?.name ?? "",
        ts: message.ts,
        text: message.text,
        ...(message.blocks && { blocks: message.blocks }),
        ...(message.attachments && { attachments: message.attachments }),
        permalink: `https://${call.world.teams.get(call.teamId)?.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}${message.threadTs === undefined ? "" : `?thread_ts=${message.threadTs}`}`,
      }));
      return {
        query,
        messages: {
          total: hits.length,
          paging,
          pagination: { total_count: hits.length, page: paging.page, per_page: paging.count, page_count: paging.pages },
          matches,
        },
      };
    },
    { tokens: "user" },
  ),
  method(
    "search.files",
    (call) => {
      need(call, "search:read");
      const query = call.args.required("query", "no_query");
      const { words, userId, channelIds, after = 0, before = Infinity } = parseQuery(call, query);
      const found = visibleFiles(call)
        .filter((file) => words.every((word) => `${file.name} ${file.title}`.toLowerCase().includes(word)))
        .filter((file) => userId === undefined || file.userId === userId)
        .filter((file) => channelIds === undefined || [...file.shares.keys()].some((id) => channelIds.has(id)))
        .filter((file) => file.createdS >= after && file.createdS < before)
        .toSorted((one, other) => other.createdS - one.createdS);
      const { rows, paging } = numberedPage(call, found);
      return {
        query,
        files: { total: found.length, paging, matches: rows.map((file) => shapeFile(call.world, file)) },
      };
    },
    { tokens: "user" },
  ),
];

/** `in:`, `from:`, `after:`, `before:`, `has:`, `to:me`; brackets and booleans mean nothing. */
function parseQuery({ world, me }: Call, query: string): Sought {
  const words: string[] = [];
  const sought: { -readonly [Key in keyof Sought]: Sought[Key] } = { words, kinds: ALL_KINDS };
  const has: string[] = [];
  const channelIds = new Set<string>();
  for (const part of query.toLowerCase().match(/"[^"]*"|\S+/g) ?? []) {
    const [, name = "", value = ""] = /^(in|from|after|before|has|to|is):(.+)$/.exec(part) ?? [];
    if (name === "in") channelIds.add(placeIn({ world, me }, value));
    else if (name === "from")
      sought.userId = value === "me" ? me.id : (idIn(value) ?? userNamed(world, value.replace(/^@/, "")));
    else if (name === "after") sought.after = dayOf(value) + DAY_S;
    else if (name === "before") sought.before = dayOf(value);
    else if (name === "has") has.push(value.replace(/^:.*:$/, "reaction"));
    else if (name === "is") sought.inThread = value === "thread";
    else if (name === "to") sought.kinds = new Set(["im", "mpim"]);
    else if (/^<@[a-z0-9]+>$/.test(part)) sought.mentions = part.slice(2, -1).toUpperCase();
    else if (!/^(and|or|not)$/.test(part)) words.push(part.replaceAll(/[()"*]/g, ""));
  }
  if (has.length > 0) sought.has = has;
  if (channelIds.size > 0) sought.channelIds = channelIds;
  return sought;
}

const idIn = (value: string): string | undefined => /^<[@#]([a-z0-9]+)>$/.exec(value)?.[1]?.toUpperCase();

/** A direct message goes by the other person: its own id names nothing here. */
function placeIn({ world, me }: Pick<Call, "world" | "me">, value: string): string {
  const id = idIn(value);
  if (id === undefined) return channelNamed(world, value.replace(/^#/, ""));
  if (!value.startsWith("<@")) return id.startsWith("D") ? "" : id;
  const direct = [...world.channels.values()].find(
    (channel) => channel.kind === "im" && channel.members.has(me.id) && otherIn(channel, me.id) === id,
  );
  return direct?.id ?? "";
}

function otherIn({ members }: Channel, me: string): string {
  return [...members].find((member) => member !== me) ?? me;
}

function channelNamed(world: Call["world"], name: string): string {
  return [...world.channels.values()].find((channel) => channel.name === name)?.id ?? "";
}

function userNamed(world: Call["world"], name: string): string {
  return [...world.users.values()].find((user) => user.name === name)?.id ?? "";
}

function dayOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Refusal("invalid_arguments");
  return ms / 1000;
}
