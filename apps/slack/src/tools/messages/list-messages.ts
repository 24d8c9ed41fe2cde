import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { channelOf } from "../../client/channels/channels.ts";
import { listHistory } from "../../client/messages/list-history.ts";
import { resolveChannel, resolveUser } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { spanOf } from "../../client/request/window.ts";
import { channel, user, window } from "../../shape/fields.ts";
import { briefly, coverage, coverageLine, lines, Message, messageLine, rowsOf } from "../../shape/message.ts";

const ThreadedMessage = Message.extend({ replies: z.array(Message).optional() });

export const listMessages = defineTool({
  name: "list_messages",
  title: "List messages",
  description: "Messages of a channel or direct message, oldest first; the cursor goes back in time.",
  access: "read",
  scopes: ["channels:history"],
  input: z.object({
    channel,
    window: window.optional(),
    from: user.optional().describe("Only of this person"),
    threads: z.enum(["none", "summary", "full"]).default("summary").describe("Replies"),
    include_system: z.boolean().default(false).describe("Joins, topics"),
    ...page,
  }),
  output: z.object({
    channel: briefly(z.object({ id: z.string(), name: z.string(), type: z.string() })),
    range: briefly(z.object({ from: z.string().optional(), to: z.string().optional(), tz: z.string() })),
    items: rowsOf(ThreadedMessage),
    next_cursor: z.string().optional(),
    coverage,
  }),
  text: ({ channel: { name, type }, range, items, coverage: covered }) =>
    lines(
      `${type === "im" ? "" : "#"}${name}, ${range.from ?? "…"} to ${range.to ?? "now"} (${range.tz})`,
      ...items.flatMap((row) => [messageLine(row), ...(row.replies ?? []).map((reply) => `  ↳ ${messageLine(reply)}`)]),
      items.length === 0 ? "No messages." : "",
      coverageLine(covered),
    ),
  async run({ channel: written, window: span, from, ...asked }, context: SlackContext) {
    const id = await resolveChannel(context, written);
    const [facts, place, author] = await Promise.all([
      channelOf(context, id),
      spanOf(context, span),
      from === undefined ? undefined : resolveUser(context, from),
    ]);
    const listed = await listHistory(context, {
      ...asked,
      channel: id,
      name: facts.name,
      span: place,
      from: author?.id,
    });
    return { channel: { id, name: facts.name, type: facts.type }, range: place.range, ...listed };
  },
});
