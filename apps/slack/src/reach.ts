import { defineReach, ToolError, type Reached } from "@fairlead/core";
import { channelOf, type ChannelFacts } from "./client/channels/channels.ts";
import { findDirect } from "./client/channels/direct.ts";
import { resolveChannel, resolveUser } from "./client/resolve/index.ts";
import { placeOfWaiting } from "./client/workflow/scheduled.ts";
import type { SlackClient, SlackReadContext } from "./client/slack-client.ts";
import { channelNames } from "./shape/channel-names.ts";
import { isPerson, parseReference } from "./shape/reference.ts";
import { isWaitingMessage } from "./shape/waiting-id.ts";

const TYPES = new Set(["public", "private", "im", "mpim"]);

/**
 * What allow-lists name: conversations, by id, by `#name`, and by what they are: `type:channel`, `type:dm`, `type:external`.
 * A direct message goes by the person's id, too.
 */
export const channels = defineReach<SlackClient>({
  one: "channel",
  many: "channels",
  example: "#eng-*,!type:external",
  fields: ["channel"],

  ofRow({ id, name, type, kind, is_external: isExternal }) {
    if (typeof id !== "string" || typeof name !== "string") return undefined;
    if (typeof type === "string" && TYPES.has(type))
      return channelNames({ id, name, type: type as ChannelFacts["type"], isExternal: isExternal === true });
    return kind === "channel"
      ? channelNames({ id, name: name.replace(/^#/, ""), type: "public", isExternal: false })
      : undefined;
  },

  // However it was written: a name can be given to another channel, and a link holds an id.
  isId: () => true,

  async resolve(written, context) {
    if (isWaitingMessage(written)) return channelNames(await channelOf(context, await waitingIn(context, written)));
    if (!isPerson(parseReference(written)))
      return channelNames(await channelOf(context, await resolveChannel(context, written)));
    const { id } = await resolveUser(context, written);
    const direct = await findDirect(context, [id]);
    return ["type:dm", id, ...(direct === undefined ? [] : [direct])];
  },
});

async function waitingIn(context: SlackReadContext, id: string): Promise<string> {
  const channel = await placeOfWaiting(context, id);
  if (channel !== undefined) return channel;
  throw new ToolError("not_found", `No message waits as ${id}: list_scheduled shows those that do.`);
}

/** The conversation of a message that is named by channel and `ts`, or by a link alone. */
export function placeOf(input: { channel?: string | undefined; ts: string }, access: Reached["access"]): Reached[] {
  const link = parseReference(input.ts).form === "message" ? input.ts : undefined;
  // The link is what counts where both are given.
  return reachedAt([link ?? input.channel], access);
}

/** Conversations as a call has named them. */
export function reachedAt(named: readonly (string | undefined)[], access: Reached["access"]): Reached[] {
  return named.filter((name) => name !== undefined).map((name) => ({ name, access }));
}

/** A channel that a call makes, or gives another name. */
export function newChannel(name: string): Reached {
  return { name: `#${name}`, access: "write", final: true };
}
