import { defineResource } from "@fairlead/core";
import { z } from "zod";
import { channelDetails } from "../client/channels/channel-details.ts";
import { resolveChannel } from "../client/resolve/index.ts";
import type { SlackReadContext } from "../client/slack-client.ts";

export const channel = defineResource({
  name: "channel",
  title: "Channel",
  description: "Topic, purpose, people and bookmarks of a channel",
  uri: "slack://channel/{channel}",
  mimeType: "application/json",
  params: z.object({ channel: z.string() }),
  scopes: ["channels:read"],
  toolset: "channels",
  subscribe: true,
  async read({ channel: written }, context: SlackReadContext) {
    return { text: JSON.stringify(await channelDetails(context, await resolveChannel(context, written), []), null, 2) };
  },
});
