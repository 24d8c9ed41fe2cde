import { channelNameKey, keepChannel, type SlackChannel } from "../channels/channels.ts";
import { walkPages } from "../request/pages.ts";
import { keep, recall } from "../request/remember.ts";
import { searchContext } from "../search/semantic-search.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { mayUse, teamOf } from "../viewer/viewer.ts";
import { sorted, type Candidate, type Found } from "./candidate.ts";

const MISS_MS = 300_000;
const HIT_MS = 24 * 3_600_000;

/** Two pages of the largest size: with the search before them, a name never costs more than three calls. */
const PAGES = 2;
const PAGE = 999;
const FOR_MS = 3_000;

/** What is remembered under a name. */
interface KnownChannel {
  id: string;
  archived?: boolean | undefined;
}

/**
 * Channels of that name, archived ones too. The workspace's directory is never listed: what is known, then search, then my
 * own channels.
 */
export async function findChannels(context: SlackReadContext, name: string): Promise<Found> {
  const team = await teamOf(context);
  const key = channelNameKey(name, team);
  const known = recall<KnownChannel | null>(context, key);
  if (known === null) return { exact: [], near: [] };
  if (known !== undefined) return { exact: [{ kind: "channel", name: `#${name}`, ...known }], near: [] };
  const args = { query: name, include_archived_channels: true };
  const searched = (await searchContext(context, "channels", args))?.results?.channels ?? [];
  const found = byName(
    name,
    searched.flatMap(({ channel_id: id, name: named, permalink, is_archived }): SlackChannel[] => {
      const own = id ?? /\/archives\/([CGD][A-Z0-9]+)/.exec(permalink ?? "")?.[1];
      return own === undefined || named === undefined
        ? []
        : [{ id: own, name: named, ...(is_archived !== undefined && { is_archived }) }];
    }),
  );
  const result = found.exact.length > 0 ? found : await amongMine(context, name, { earlier: found, team });
  const [one] = result.exact;
  if (one) keep(context, key, { id: one.id, archived: one.archived } satisfies KnownChannel, HIT_MS);
  else keep(context, key, null, MISS_MS);
  return result;
}

async function amongMine(
  context: SlackReadContext,
  name: string,
  { earlier, team }: { earlier: Found; team: { team_id?: string } },
): Promise<Found> {
  const types = (await mayUse(context, "groups:read")) ? "public_channel,private_channel" : "public_channel";
  const rows: SlackChannel[] = [];
  await walkPages(
    (cursor) =>
      context.client.web.users.conversations({ types, limit: PAGE, ...team, ...(cursor !== undefined && { cursor }) }),
    ({ channels = [] }) => {
      rows.push(...(channels as SlackChannel[]));
      for (const channel of channels) keepChannel(context, channel, team);
      return channels.some((channel) => channel.name === name);
    },
    { pages: PAGES, forMs: FOR_MS },
  );
  const mine = byName(name, rows);
  return { exact: mine.exact, near: [...earlier.near, ...mine.near] };
}

function byName(name: string, channels: readonly SlackChannel[]): Found {
  const fitting = channels.filter((channel) => channel.name?.includes(name) === true);
  const candidates = fitting.map((channel): Candidate => ({
    kind: "channel",
    id: channel.id ?? "",
    name: `#${channel.name}`,
    archived: channel.is_archived,
  }));
  return sorted(candidates, (candidate) => candidate.name === `#${name}`);
}
