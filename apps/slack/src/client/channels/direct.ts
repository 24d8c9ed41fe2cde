import type { SlackChannel } from "./channels.ts";
import { walkPages } from "../request/pages.ts";
import { personOf } from "../people/people.ts";
import { keep, recall } from "../request/remember.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { teamOf, viewerOf } from "../viewer/viewer.ts";

const DAY_MS = 24 * 3_600_000;
const PAGES = 3;

/** The direct or group message with exactly these people, if there is one. Reads only. */
export async function findDirect(context: SlackReadContext, userIds: readonly string[]): Promise<string | undefined> {
  const key = keyOf(userIds);
  const known = recall<string>(context, key);
  if (known !== undefined) return known;
  const [first] = userIds;
  const isOne = userIds.length === 1;
  const name = isOne ? undefined : await groupName(context, userIds);
  const fits = (channel: SlackChannel): boolean => (isOne ? channel.user === first : peopleOf(channel.name) === name);
  let found: string | undefined;
  const team = await teamOf(context);
  await walkPages(
    (cursor) =>
      context.client.web.users.conversations({
        types: isOne ? "im" : "mpim",
        limit: 999,
        ...team,
        ...(cursor !== undefined && { cursor }),
      }),
    ({ channels = [] }) => {
      found = (channels as SlackChannel[]).find(fits)?.id;
      return found !== undefined;
    },
    { pages: PAGES, forMs: 5_000 },
  );
  if (found !== undefined) keep(context, key, found, DAY_MS);
  return found;
}

/** The same, begun where there is none. */
export async function openDirect(context: SlackContext, userIds: readonly string[]): Promise<string> {
  const known = recall<string>(context, keyOf(userIds));
  if (known !== undefined) return known;
  const { channel } = await context.client.web.conversations.open({ users: userIds.join(",") });
  const id = channel?.id ?? "";
  keep(context, keyOf(userIds), id, DAY_MS);
  return id;
}

/** Group messages are called `mpdm-`, the handles of everybody in them, and a number. */
async function groupName(context: SlackReadContext, userIds: readonly string[]): Promise<string> {
  const { userId } = await viewerOf(context);
  const handles = await Promise.all(
    [userId, ...userIds].map(async (id) => (await personOf(context, id))?.handle ?? id),
  );
  return peopleOf(`mpdm-${handles.join("--")}-1`);
}

function peopleOf(name = ""): string {
  const handles = name
    .replace(/^mpdm-/, "")
    .replace(/-\d+$/, "")
    .split("--");
  return handles.toSorted().join(",");
}

function keyOf(userIds: readonly string[]): string {
  return `direct/${userIds.toSorted().join(",")}`;
}
