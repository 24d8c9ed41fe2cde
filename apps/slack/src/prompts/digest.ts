import { attached, ToolError } from "@fairlead/core";
import type { PromptMessage } from "@fairlead/core";
import { channelOf } from "../client/channels/channels.ts";
import { readDigest, type DigestQuestion } from "../client/digest/read-digest.ts";
import { inTurns } from "../client/request/pages.ts";
import { resolveChannel } from "../client/resolve/index.ts";
import type { SlackReadContext } from "../client/slack-client.ts";
import { digestText } from "../shape/digest/digest-text.ts";

/** Channels as a person types them into one argument. @throws ToolError invalid_input */
export function namesIn(text: string): string[] {
  const names = text.split(/[,\s]+/).filter((name) => name !== "");
  if (names.length === 0 || names.length > 15)
    throw new ToolError("invalid_input", "Name 1 to 15 channels, separated by commas.");
  return names;
}

/** A digest as something to embed. */
export async function embeddedDigest(
  context: SlackReadContext,
  { channels, ...question }: Pick<DigestQuestion, "channels" | "window" | "view">,
): Promise<PromptMessage> {
  const ids = await inTurns(channels, 3, (one) => resolveChannel(context, one));
  const facts = await inTurns(ids, 3, (id) => channelOf(context, id));
  const asked = { ...question, channels: ids, keywords: [], budgetTokens: context.budget, cursor: undefined };
  const { items, ...digest } = await readDigest(context, asked);
  const legend = facts.map(({ id, name }) => `${id} is #${name}`).join(", ");
  return attached(
    `slack://digest/${ids.join(",")}`,
    `${legend}\n${digestText({ ...digest, topics: items, coverage: { ...digest.coverage } })}`,
  );
}
