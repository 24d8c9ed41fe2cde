import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { channelOf } from "../../client/channels/channels.ts";
import { readThread } from "../../client/messages/threads.ts";
import { resolveMessage } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { spanOf } from "../../client/request/window.ts";
import { placeOf } from "../../reach.ts";
import { channel, ts, window } from "../../shape/fields.ts";
import { briefly, lines, Message, messageLine, rowsOf } from "../../shape/message.ts";

const Reactors = z.object({ name: z.string(), users: z.array(z.string()) });

export const getThread = defineTool({
  name: "get_thread",
  title: "Get thread",
  description: "A thread, or one message with its reactions, by link or ts.",
  access: "read",
  scopes: ["channels:history"],
  reaches: (input) => placeOf(input, "read"),
  input: z.object({
    channel: channel.optional(),
    ts,
    window: window.optional(),
    include: z
      .array(z.enum(["reactors", "channel"]))
      .optional()
      .describe("More facts"),
    ...page,
  }),
  output: z.object({
    channel: z.string().optional(),
    root: briefly(Message),
    items: rowsOf(Message),
    next_cursor: z.string().optional(),
    reactors: rowsOf(Reactors).optional(),
    hash: z.string(),
  }),
  text: ({ channel: name, root, items, reactors = [] }) =>
    lines(
      name === undefined ? "" : `In #${name}`,
      messageLine(root),
      ...items.map((row) => `↳ ${messageLine(row)}`),
      ...reactors.map(({ name: emoji, users }) => `:${emoji}: ${users.join(", ")}`),
    ),
  async run({ channel: written, ts: at, window: span, include = [], limit, cursor }, context: SlackContext) {
    const place = await resolveMessage(context, { channel: written, ts: at });
    const [{ oldest, latest }, facts] = await Promise.all([
      spanOf(context, span),
      include.includes("channel") ? channelOf(context, place.channel) : undefined,
    ]);
    const thread = await readThread(context, place, {
      cursor,
      oldest,
      latest,
      limit,
      withReactors: include.includes("reactors"),
    });
    return { channel: facts?.name, ...thread };
  },
});
