import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { senderOf } from "../../client/viewer/as-app.ts";
import { compose, firstText } from "../../client/outgoing/compose.ts";
import { findSent } from "../../client/outgoing/find-sent.ts";
import { refuseSending } from "../../client/outgoing/refuse-sending.ts";
import { channelOfReply, replyPlace } from "../../client/outgoing/reply-place.ts";
import { send } from "../../client/outgoing/send.ts";
import { findTarget, openTarget } from "../../client/outgoing/target.ts";
import { resolveUser } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { viewerOf } from "../../client/viewer/viewer.ts";
import { reachedAt } from "../../reach.ts";
import { channel, markdown, sender, threadTs, user, users } from "../../shape/fields.ts";
import { rowsOf } from "../../shape/message.ts";
import { permalink } from "../../shape/permalink.ts";

const REST_UNKNOWN = "the answer was lost after the first part: look in the thread whether the others are there";

export const sendMessage = defineTool({
  name: "send_message",
  title: "Send message",
  description: "Post to a channel, person or group, or reply in a thread. Mention people as <@U…> or @name@host.",
  access: "write",
  scopes: ["chat:write"],
  reaches: (input) => reachedAt([channelOfReply(input), ...(input.to ?? [])], "write"),
  input: z.object({
    channel: channel.optional(),
    to: users(8).optional().describe("People, instead of channel"),
    text: markdown,
    thread_ts: threadTs.optional(),
    also_to_channel: z.boolean().default(false).describe("Show the reply there too"),
    only_visible_to: user.optional().describe("Person who alone sees it"),
    broadcast: z.enum(["none", "here", "channel"]).default("none").describe("Notify everybody"),
    unfurl: z.enum(["auto", "on", "off"]).default("auto").describe("Link previews"),
    blocks: z.array(z.record(z.string(), z.unknown())).max(50).optional().describe("Block Kit; text is the fallback"),
    as: sender,
  }),
  output: z
    .object({
      channel: z.string(),
      ts: z.string(),
      link: z.string(),
      parts: z.array(z.string()).meta({ items: undefined }),
      mentions: rowsOf(z.object({ kind: z.string(), id: z.string(), name: z.string() })),
      warnings: z.array(z.string()).meta({ items: undefined }),
      reconciled: z.boolean().optional(),
    })
    .meta({ required: undefined }),
  confirm: ({ broadcast, ...place }) => {
    if (broadcast === "none") return undefined;
    const where = channelOfReply(place) ?? "the group";
    return { target: where, question: `Notify everybody in ${where} with @${broadcast}?` };
  },
  async run({ channel: named, to, thread_ts, also_to_channel, only_visible_to, as, ...words }, context: SlackContext) {
    const { channel: where, threadTs: root, checkIn } = replyPlace({ channel: named, to, thread_ts });
    const speaker = await senderOf(context, as);
    const composed = await compose(context, words);
    const [facts] = await Promise.all([openTarget(context, { channel: where, to }, speaker), viewerOf(speaker)]);
    checkIn(facts.id);
    const question = refuseSending(context, facts, composed.people);
    if (question) return question;
    const { mentioned, warnings } = composed;
    if (only_visible_to !== undefined) {
      const { id } = await resolveUser(context, only_visible_to);
      const [{ url }, [body, ...more]] = [await viewerOf(context), composed.bodies];
      if (more.length > 0) throw new ToolError("too_large", "What one person alone sees is one message: shorten it.");
      const thread = root === undefined ? {} : { thread_ts: root };
      const answer = await speaker.client.web.apiCall("chat.postEphemeral", {
        channel: facts.id,
        user: id,
        ...body,
        ...thread,
      });
      const ts = (answer as { message_ts?: string }).message_ts ?? "";
      return { channel: facts.id, ts, link: permalink(url, facts.id, ts), parts: [], mentions: mentioned, warnings };
    }
    const sent = await send(speaker, facts, composed, { threadTs: root, alsoToChannel: also_to_channel });
    return { ...sent, mentions: mentioned, warnings: [...warnings, ...sent.warnings] };
  },
  async recover({ channel: named, to, thread_ts, only_visible_to, as, ...words }, context: SlackContext) {
    const { channel: where, threadTs: root } = replyPlace({ channel: named, to, thread_ts });
    if (only_visible_to !== undefined) {
      throw new ToolError(
        "conflict",
        "Whether a message that one person alone sees was sent cannot be looked up. Ask them, and take a new key.",
      );
    }
    const speaker = await senderOf(context, as);
    const [target, composed] = await Promise.all([
      findTarget(context, { channel: where, to }, speaker),
      compose(context, words),
    ]);
    if (target === undefined) return undefined;
    const { id, reader } = target;
    const found = await findSent(speaker, reader, { channel: id, threadTs: root, text: firstText(composed) });
    if (found?.ts === undefined) return undefined;
    const { url } = await viewerOf(context);
    const link = permalink(url, id, found.ts, root);
    return {
      channel: id,
      ts: found.ts,
      link,
      parts: [],
      mentions: composed.mentioned,
      warnings: [...composed.warnings, ...(composed.bodies.length > 1 ? [REST_UNKNOWN] : [])],
      reconciled: true,
    };
  },
});
