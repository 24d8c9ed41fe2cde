import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { channelDetails } from "../../client/channels/channel-details.ts";
import { resolveChannel } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { ChannelRow } from "../../shape/channel.ts";
import { channel } from "../../shape/fields.ts";
import { Message, rowsOf } from "../../shape/message.ts";

export const getChannel = defineTool({
  name: "get_channel",
  title: "Get channel",
  description:
    "One channel: topic, purpose, people, other organizations; on request pins, bookmarks, canvas, workflows.",
  access: "read",
  scopes: ["channels:read"],
  input: z.object({
    channel,
    include: z
      .array(z.enum(["pins", "bookmarks", "canvas", "workflows"]))
      .default([])
      .describe("More facts"),
  }),
  output: ChannelRow.extend({
    posting: z.enum(["open", "restricted", "unknown"]),
    created: z.string().optional(),
    external_teams: z.array(z.string()).optional(),
    pins: rowsOf(Message).optional(),
    bookmarks: rowsOf(z.object({ title: z.string(), link: z.string() })).optional(),
    canvas: z.string().optional(),
    workflows: rowsOf(z.object({ id: z.string(), title: z.string() })).optional(),
  }),
  async run({ channel: written, include }, context: SlackContext) {
    return channelDetails(context, await resolveChannel(context, written), include);
  },
});
