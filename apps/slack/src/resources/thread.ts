import { defineResource } from "@fairlead/core";
import { z } from "zod";
import { resolveMessage } from "../client/resolve/index.ts";
import type { SlackReadContext } from "../client/slack-client.ts";
import { readThread } from "../client/messages/threads.ts";
import { lines, messageLine } from "../shape/message.ts";

export const thread = defineResource({
  name: "thread",
  title: "Thread",
  description: "A message and its replies, within the budget",
  uri: "slack://thread/{channel}/{ts}",
  mimeType: "text/plain",
  params: z.object({ channel: z.string(), ts: z.string() }),
  scopes: ["channels:history"],
  toolset: "messages",
  subscribe: true,
  async read(place, context: SlackReadContext) {
    const found = await resolveMessage(context, place);
    const question = { oldest: undefined, latest: undefined, limit: 100, withReactors: false };
    const { root, items, next_cursor: more } = await readThread(context, found, question);
    const rest = more === undefined ? "" : "[more replies: get_thread]";
    return { text: lines(messageLine(root), ...items.map((row) => `↳ ${messageLine(row)}`), rest) };
  },
});
