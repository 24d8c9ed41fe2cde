import { ToolError } from "@fairlead/core";
import { parseReference } from "../../shape/reference.ts";
import { channelOf } from "../channels.ts";
import { findDirect, openDirect } from "../direct.ts";
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
  const { form } = parseReference(channel ?? "");
  const isPerson = form === "user" || form === "handle" || form === "email" || form === "me";
  return isPerson ? [(await resolveUser(context, channel ?? "")).id] : undefined;
}

/** The conversation to write to; a direct or group message is begun where there is none. A write, then. */
export async function openTarget(context: SlackContext, target: Target) {
  const people = await peopleOf(context, target);
  const id =
    people === undefined ? await resolveChannel(context, target.channel ?? "") : await openDirect(context, people);
  return channelOf(context, id);
}

/** The same without beginning one: undefined where there is none. */
export async function findTarget(context: SlackContext, target: Target): Promise<string | undefined> {
  const people = await peopleOf(context, target);
  return people === undefined ? resolveChannel(context, target.channel ?? "") : findDirect(context, people);
}
