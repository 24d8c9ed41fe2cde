import type { ConversationsInfoResponse } from "@slack/web-api";
import { forget, keep, remember } from "../request/remember.ts";
import { personOf } from "../people/people.ts";
import type { SlackReadContext } from "../slack-client.ts";

/** A conversation as Slack has it; `user` is the other side of a direct message. */
export type SlackChannel = NonNullable<ConversationsInfoResponse["channel"]> & { user?: string };

export type ChannelType = "public" | "private" | "im" | "mpim";

const MINUTES_MS = 600_000;

/** A conversation as calls need to know it. */
export interface ChannelFacts {
  id: string;
  /** Of a direct message, the person's name. */
  name: string;
  type: ChannelType;
  /** Of a direct message, the other person. */
  user?: string | undefined;
  isExternal: boolean;
  isMember: boolean;
  isArchived: boolean;
}

export function typeOf(channel: SlackChannel): ChannelType {
  if (channel.is_im === true) return "im";
  if (channel.is_mpim === true) return "mpim";
  return channel.is_private === true || channel.is_group === true ? "private" : "public";
}

/** Asked once in ten minutes. */
export function channelOf(context: SlackReadContext, id: string): Promise<ChannelFacts> {
  return remember(context, `channel/${id}`, MINUTES_MS, async () => {
    const { channel } = await context.client.web.conversations.info({ channel: id });
    return factsOf(context, { id, ...channel });
  });
}

/** The facts of a conversation that came with a list. */
export async function factsOf(context: SlackReadContext, channel: SlackChannel): Promise<ChannelFacts> {
  const { id = "", name = "", user } = channel;
  const other = user === undefined ? undefined : await personOf(context, user).catch(() => undefined);
  return {
    id,
    name: other?.name ?? (name === "" ? (user ?? id) : name),
    type: typeOf(channel),
    user,
    isExternal: channel.is_ext_shared === true || other?.kind === "external",
    isMember: channel.is_member ?? channel.is_im === true,
    isArchived: channel.is_archived === true,
  };
}

/** Under what a channel's name is kept. In an organization, each workspace has a #general of its own. */
export function channelNameKey(name: string, { team_id: team = "" }: { team_id?: string }): string {
  return `channel-name/${team}/${name}`;
}

/** Keeps a channel's name for the next time that somebody says it. */
export function keepChannel(
  context: SlackReadContext,
  { id, name, is_archived: archived }: SlackChannel,
  team: { team_id?: string },
): void {
  if (id === undefined || name === undefined || name === "") return;
  keep(context, channelNameKey(name, team), { id, archived }, 24 * 3_600_000);
}

/** So that the name is looked for anew. */
export function forgetChannelName(context: SlackReadContext, name: string, team: { team_id?: string }): void {
  forget(context, channelNameKey(name, team));
}
