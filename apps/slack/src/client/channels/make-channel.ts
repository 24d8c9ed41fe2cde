import type { ResultRow } from "../../shape/results.ts";
import { findChannels } from "../resolve/find-channel.ts";
import { forgetChannelName, keepChannel } from "./channels.ts";
import { invite, orWarn } from "./invite.ts";
import { isSinceStart } from "../request/since-start.ts";
import type { SlackContext } from "../slack-client.ts";
import { teamOf, viewerOf } from "../viewer/viewer.ts";

export interface NewChannel {
  name: string;
  is_private: boolean;
  topic?: string | undefined;
  purpose?: string | undefined;
  /** Ids. */
  users: readonly string[];
  team_id?: string | undefined;
}

/** Makes a channel, then gives it what else it is to have. What fails of that is a warning: the channel is there. */
export async function makeChannel(context: SlackContext, wanted: NewChannel) {
  const { name, is_private: isPrivate, topic, purpose, users, team_id } = wanted;
  const { web } = context.client;
  const then = [
    ...(topic === undefined ? [] : [`topic: ${topic}`]),
    ...(purpose === undefined ? [] : [`purpose: ${purpose}`]),
    ...(users.length === 0 ? [] : [`invite ${users.length} people`]),
  ];
  context.preview({ then });
  const team = await teamOf(context, team_id);
  const { channel = {} } = await web.conversations.create({ name, is_private: isPrivate, ...team });
  const id = channel.id ?? "";
  keepChannel(context, channel, team);
  const warnings: string[] = [];
  if (topic !== undefined) await orWarn(warnings, "topic", () => web.conversations.setTopic({ channel: id, topic }));
  if (purpose !== undefined)
    await orWarn(warnings, "purpose", () => web.conversations.setPurpose({ channel: id, purpose }));
  let invited: ResultRow[] = [];
  if (users.length > 0) {
    await orWarn(warnings, "invitations", async () => {
      invited = await invite(context, id, users);
    });
  }
  return { channel: { id, name: channel.name ?? name, type: isPrivate ? "private" : "public" }, invited, warnings };
}

/** The channel that a lost try has made: of that name, by this account, since then. What else it was to have is not known. */
export async function findMade(context: SlackContext, { name, topic, purpose, users }: Omit<NewChannel, "is_private">) {
  forgetChannelName(context, name, await teamOf(context));
  const [found] = (await findChannels(context, name)).exact;
  if (found === undefined) return undefined;
  const [{ userId }, { channel = {} }] = await Promise.all([
    viewerOf(context),
    context.client.web.conversations.info({ channel: found.id }),
  ]);
  if (channel.creator !== userId || !isSinceStart(context, channel.created)) return undefined;
  const more = [topic, purpose, users.length > 0 || undefined].some((wanted) => wanted !== undefined);
  return {
    channel: { id: found.id, name, type: channel.is_private === true ? "private" : "public" },
    invited: [],
    warnings: more ? ["the answer was lost: look whether topic, purpose and people are as wanted"] : [],
    reconciled: true,
  };
}
