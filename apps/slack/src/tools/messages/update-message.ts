import { defineTool, ToolError } from "@fairlead/core";
import { messageToMarkdown, toMrkdwn, toSlackMarkdown } from "@fairlead/domain/richtext";
import { z } from "zod";
import { channelOf } from "../../client/channels/channels.ts";
import { messageOf } from "../../client/messages/message-of.ts";
import { shapeMessages } from "../../client/messages/messages.ts";
import { resolveMentions } from "../../client/outgoing/mentions.ts";
import { refuseSending } from "../../client/outgoing/refuse-sending.ts";
import { mentionsIn, safeBlocks } from "../../client/outgoing/safe-blocks.ts";
import { resolveMessage } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { placeOf } from "../../reach.ts";
import { channel, markdown, ts } from "../../shape/fields.ts";
import { messageHash } from "../../shape/message-hash.ts";

const MOST = 4_000;

export const updateMessage = defineTool({
  name: "update_message",
  title: "Update message",
  description: "Edit a message that this account wrote.",
  access: "write",
  idempotent: true,
  scopes: ["chat:write", "channels:history"],
  reaches: (input) => placeOf(input, "write"),
  input: z.object({
    channel: channel.optional(),
    ts,
    text: markdown.optional(),
    blocks: z.array(z.record(z.string(), z.unknown())).max(50).optional().describe("Block Kit; text is the fallback"),
    expected_hash: z.string().optional().describe("hash of get_thread: refuse if the text has changed"),
  }),
  output: z.object({ channel: z.string(), ts: z.string(), before: z.string(), after: z.string(), hash: z.string() }),
  async run({ channel: written, ts: at, text: said, blocks, expected_hash }, context: SlackContext) {
    // Blocks alone say what they show: Slack wants words beside them.
    const text = said ?? messageToMarkdown({ blocks });
    if (text === "") throw new ToolError("invalid_input", "Pass text, or blocks that say something.");
    const { channel: id, ts: stamp } = await resolveMessage(context, { channel: written, ts: at });
    const place = { channel: id, ts: stamp };
    const before = await textOf(context, place);
    if (expected_hash !== undefined && expected_hash !== messageHash(before)) {
      throw new ToolError("conflict", "The message has changed since it was read. Read it again, then edit it.", {
        details: { hash: messageHash(before), text: before.slice(0, 1_000) },
      });
    }
    const { tokens, people } = await resolveMentions(context, text, ...mentionsIn(blocks));
    const question = refuseSending(context, await channelOf(context, place.channel), people);
    if (question) return question;
    const fallback = toMrkdwn(text, tokens);
    if (fallback.length > MOST) throw new ToolError("too_large", `An edited message has at most ${MOST} characters.`);
    context.preview({ before, after: text });
    // Blocks that are not sent stay as they were, and would go on showing the old words.
    const shown =
      blocks === undefined ? [{ type: "markdown", text: toSlackMarkdown(text, tokens) }] : safeBlocks(blocks, tokens);
    await context.client.web.apiCall("chat.update", { ...place, text: fallback, blocks: shown });
    // As it is printed from now on: the hash is of that. It is edited, whatever becomes of this look.
    const printed = await textOf(context, place).catch(() => text);
    return { ...place, before, after: printed, hash: messageHash(printed) };
  },
});

async function textOf(context: SlackContext, place: { channel: string; ts: string }): Promise<string> {
  const [row] = await shapeMessages(context, place.channel, [await messageOf(context, place)]);
  return row?.text ?? "";
}
