import type { ChannelRowFacts } from "../../shape/channel.ts";
import type { Coverage } from "../../shape/message.ts";
import { keepChannel, typeOf, type SlackChannel } from "./channels.ts";
import { namesOf } from "../people/people.ts";
import { findUsers } from "../resolve/find-user.ts";
import { searchContext } from "../search/semantic-search.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { teamOf } from "../viewer/viewer.ts";

const TYPES = { public: "public_channel", private: "private_channel", im: "im", mpim: "mpim" } as const;

/** Pages that one call may look through for a name, and for how long. */
const MOST_PAGES = 5;
const FOR_MS = 5_000;

interface Asked {
  query?: string | undefined;
  types: readonly (keyof typeof TYPES)[];
  membership: "mine" | "all";
  include_archived: boolean;
  team_id?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

interface Listed {
  items: ChannelRowFacts[];
  next_cursor?: string | undefined;
  coverage: Coverage;
}

/** One page of conversations: mine, or all that are public. With a query, search is asked before pages are turned. */
export async function listConversations(context: SlackReadContext, asked: Asked): Promise<Listed> {
  const { query, cursor } = asked;
  if (query !== undefined && cursor === undefined && asked.membership === "all") {
    const found = await bySearch(context, asked, query);
    if (found !== undefined) return found;
  }
  return byPages(context, asked);
}

async function bySearch(
  context: SlackReadContext,
  { limit, include_archived: archived }: Asked,
  query: string,
): Promise<Listed | undefined> {
  const answer = await searchContext(context, "channels", { query, include_archived_channels: archived });
  const rows = answer?.results?.channels;
  if (rows === undefined) return undefined;
  const items = rows.flatMap((row): ChannelRowFacts[] => {
    const id = row.channel_id ?? /\/archives\/([CGD][A-Z0-9]+)/.exec(row.permalink ?? "")?.[1];
    if (id === undefined || (row.is_archived === true && !archived)) return [];
    return [{ id, name: row.name ?? id, type: "public", is_archived: row.is_archived, topic: row.topic || undefined }];
  });
  const more = (answer?.response_metadata?.next_cursor ?? "") !== "";
  return {
    items: items.slice(0, limit),
    coverage: more ? { complete: false, reason: "the best matches of search" } : { complete: true },
  };
}

async function byPages(context: SlackReadContext, asked: Asked): Promise<Listed> {
  const { query, types, membership, include_archived: archived, limit, team_id } = asked;
  const { web } = context.client;
  const team = await teamOf(context, team_id);
  const args = {
    types: types.map((type) => TYPES[type]).join(","),
    exclude_archived: !archived,
    ...team,
  };
  const wanted = query?.toLowerCase().replace(/^[#@]/, "");
  // A direct message is called by the person: whoever is meant is looked up, for it has no name of its own.
  const people = wanted !== undefined && types.includes("im") ? await findUsers(context, wanted) : undefined;
  const others = new Set([...(people?.exact ?? []), ...(people?.near ?? [])].map(({ id }) => id));
  const fits = ({ name, user = "" }: SlackChannel): boolean =>
    wanted === undefined || name?.includes(wanted) === true || others.has(user);
  const found: SlackChannel[] = [];
  const endMs = Date.now() + FOR_MS;
  let cursor = asked.cursor;
  let pages = 0;
  do {
    // A page that is looked through for a name may be large; one that is shown is as large as asked.
    const size = wanted === undefined ? limit : 999;
    const answer = await (membership === "all" ? web.conversations.list : web.users.conversations)({
      ...args,
      limit: size,
      ...(cursor !== undefined && { cursor }),
    });
    const channels = (answer.channels ?? []) as SlackChannel[];
    for (const channel of channels) keepChannel(context, channel, team);
    found.push(...channels.filter(fits));
    cursor = answer.response_metadata?.next_cursor || undefined;
    pages += 1;
  } while (
    cursor !== undefined &&
    found.length < (wanted === undefined ? 1 : limit) &&
    pages < MOST_PAGES &&
    Date.now() < endMs
  );
  const stopped = cursor !== undefined && wanted !== undefined && found.length < limit;
  return {
    // Slack leaves out what goes without saying.
    items: await toRows(context, membership === "mine" ? found.map((one) => ({ ...one, is_member: true })) : found),
    next_cursor: cursor,
    coverage: stopped
      ? { complete: false, reason: "not every page was looked through; the cursor goes on" }
      : { complete: true },
  };
}

/** Rows with the names of the people behind direct messages. */
export async function toRows(context: SlackReadContext, channels: readonly SlackChannel[]): Promise<ChannelRowFacts[]> {
  const people = await namesOf(
    context,
    channels.flatMap(({ user }) => user ?? []),
  );
  return channels.map((channel) => {
    const { id = "", name, user, topic, purpose, num_members: members } = channel;
    return {
      id,
      name: (user === undefined ? undefined : people.get(user)?.name) ?? name ?? user ?? id,
      type: typeOf(channel),
      is_member: channel.is_member,
      ...(channel.is_archived === true && { is_archived: true }),
      ...(channel.is_ext_shared === true && { is_external: true }),
      members,
      topic: topic?.value || undefined,
      purpose: purpose?.value || undefined,
      user,
    };
  });
}
