import { ToolError } from "@fairlead/core";
import { parseReference } from "../../shape/reference.ts";
import { findDirect } from "../channels/direct.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { only } from "./candidate.ts";
import { findChannels } from "./find-channel.ts";
import { resolveUser } from "./resolve-user.ts";

const HINT = "Find it with list_channels.";

/**
 * The conversation that a reference means: an id, `#name`, a link or, for the direct message with them, a person. Reads
 * only: a direct message that was never begun is not found.
 *
 * @throws ToolError `invalid_input`, `not_found`
 */
export async function resolveChannel(context: SlackReadContext, written: string): Promise<string> {
  const reference = parseReference(written);
  switch (reference.form) {
    case "channel":
      return reference.id;
    case "message":
      return reference.channel;
    case "channel_name":
      return only(written, "channel", await findChannels(context, reference.name), HINT).id;
    case "words":
      return only(written, "channel", await findChannels(context, reference.words.toLowerCase()), HINT).id;
    case "usergroup":
    case "file":
      throw new ToolError("invalid_input", `"${written}" is no conversation: pass an id, #name, a link or a person.`);
    default: {
      const { id } = await resolveUser(context, written);
      const direct = await findDirect(context, [id]);
      if (direct !== undefined) return direct;
      throw new ToolError("not_found", "There is no direct message with that person yet: send_message begins one.");
    }
  }
}

/** A message by channel and `ts`, or by a link alone, which may name the root of its thread, too. @throws ToolError */
export async function resolveMessage(
  context: SlackReadContext,
  { channel, ts }: { channel?: string | undefined; ts: string },
): Promise<{ channel: string; ts: string; threadTs?: string }> {
  const link = parseReference(ts);
  if (link.form === "message") {
    const { threadTs } = link;
    return { channel: link.channel, ts: link.ts, ...(threadTs !== undefined && { threadTs }) };
  }
  if (!/^\d{10}\.\d{6}$/.test(ts)) {
    throw new ToolError(
      "invalid_input",
      `"${ts}" is no ts: pass it as the message has it, such as 1760000000.000100, or a link to the message.`,
    );
  }
  if (channel === undefined) throw new ToolError("invalid_input", "Pass channel, or a link to the message as ts.");
  return { channel: await resolveChannel(context, channel), ts };
}
