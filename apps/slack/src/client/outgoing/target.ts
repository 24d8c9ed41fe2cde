import { ToolError } from "@fairlead/core";
import { isPerson, parseReference } from "../../shape/reference.ts";
import { channelOf } from "../channels/channels.ts";
import { findDirect, openDirect } from "../channels/direct.ts";
import { resolveChannel, resolveUser, resolveUsers } from "../resolve/index.ts";
import type { SlackContext } from "../slack-client.ts";

/** Where a message goes. */
export interface Target {
  channel?: string | undefined;
  to?: readonly string[] | undefined;
}

/** People of a target; undefined where it is a conversation. @throws ToolError `invalid_input` for both or neither */
async function peopleOf(context: SlackContext, { channel, to = [] }: Target): Promise<string[] | undefined> {
  if ((channel === undefined) === (to.length === 0)) {
    throw new ToolError("invalid_input", "Pass channel, or people in to: one of the two.");
  }
  if (to.length > 0) return (await resolveUsers(context, to)).map(({ id }) => id);
  return isPerson(parseReference(channel ?? "")) ? [(await resolveUser(context, channel ?? "")).id] : undefined;
}

/**
 * The conversation to write to; a direct or group message is begun where there is none. A write, then.
 *
 * @param sender Whose direct message it is. A channel has to be one that the person sees, whoever speaks there.
 */
export async function openTarget(context: SlackContext, target: Target, sender = context) {
  const people = await peopleOf(context, target);
  return people === undefined
    ? channelOf(context, await resolveChannel(context, target.channel ?? ""))
    : channelOf(sender, await openDirect(sender, people));
}

/** The same without beginning one, and who can read it: undefined where there is none. */
export async function findTarget(
  context: SlackContext,
  target: Target,
  sender = context,
): Promise<{ id: string; reader: SlackContext } | undefined> {
  const people = await peopleOf(context, target);
  if (people === undefined) return { id: await resolveChannel(context, target.channel ?? ""), reader: context };
  const id = await findDirect(sender, people);
  return id === undefined ? undefined : { id, reader: sender };
}
