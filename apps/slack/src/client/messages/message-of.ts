import { ToolError } from "@fairlead/core";
import { readReplies } from "./history.ts";
import type { SlackMessage } from "./messages.ts";
import type { SlackReadContext } from "../slack-client.ts";

/** One message, in a thread or not. @throws ToolError not_found */
export async function messageOf(
  context: SlackReadContext,
  { channel, ts }: { channel: string; ts: string },
): Promise<SlackMessage> {
  const { messages } = await readReplies(context, { channel, limit: 1, oldest: ts, latest: ts, inclusive: true }, ts);
  const found = messages.find((message) => message.ts === ts);
  if (found) return found;
  throw new ToolError("not_found", "There is no message with that ts in this conversation.");
}
