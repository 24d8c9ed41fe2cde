import { defineResource } from "@fairlead/core";
import { z } from "zod";
import { channelOf } from "../client/channels/channels.ts";
import { listHistory } from "../client/messages/list-history.ts";
import { resolveChannel } from "../client/resolve/index.ts";
import type { SlackReadContext } from "../client/slack-client.ts";
import { spanOf } from "../client/request/window.ts";
import { coverageLine, lines, messageLine } from "../shape/message.ts";

export const channelMessages = defineResource({
  name: "channel_messages",
  title: "Messages of a channel",
  description: "The latest messages of a channel, oldest first, within the budget",
  uri: "slack://channel/{channel}/messages{?window,threads}",
  mimeType: "text/plain",
  params: z.object({
    channel: z.string(),
    window: z.string().optional(),
    threads: z.enum(["none", "summary", "full"]).default("summary"),
  }),
  scopes: ["channels:history"],
  toolset: "messages",
  subscribe: true,
  async read({ channel: written, window, threads }, context: SlackReadContext) {
    const id = await resolveChannel(context, written);
    const [facts, span] = await Promise.all([channelOf(context, id), spanOf(context, window)]);
    const asked = { channel: id, name: facts.name, span, from: undefined, threads, include_system: false, limit: 100 };
    const { items, next_cursor: older, coverage } = await listHistory(context, asked);
    return {
      text: lines(
        `#${facts.name}, ${span.range.from ?? "…"} to ${span.range.to ?? "now"} (${span.range.tz})`,
        older === undefined ? "" : "[older messages: list_messages]",
        ...items.flatMap((row) => [
          messageLine(row),
          ...(row.replies ?? []).map((reply) => `  ↳ ${messageLine(reply)}`),
        ]),
        coverageLine(coverage),
      ),
    };
  },
});
