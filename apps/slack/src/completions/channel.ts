import { keepChannel } from "../client/channels/channels.ts";
import type { SlackReadContext } from "../client/slack-client.ts";
import { teamOf } from "../client/viewer/viewer.ts";

/** One page of my channels. What a client types on is filtered by the core. */
export async function channel(typed: string, context: SlackReadContext): Promise<readonly string[]> {
  const team = await teamOf(context);
  const { channels = [] } = await context.client.web.users.conversations({
    types: "public_channel,private_channel",
    exclude_archived: true,
    limit: 200,
    ...team,
  });
  for (const row of channels) keepChannel(context, row, team);
  const before = typed.includes(",") ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
  return channels.flatMap(({ name }) => (name === undefined ? [] : [`${before}#${name}`]));
}
