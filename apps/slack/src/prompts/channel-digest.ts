import { DATA_ONLY, definePrompt, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { embeddedDigest, namesIn } from "./digest.ts";

export const channelDigest = definePrompt({
  name: "channel_digest",
  title: "Channel digest",
  description: "Sum up what happened in some channels",
  arguments: z.object({
    channels: z.string().describe("Channels, separated by commas"),
    window: z.string().default("1d").describe("Such as 1d, yesterday, this_week"),
    audience: z.string().optional().describe("Who reads it"),
  }),
  scopes: ["channels:history"],
  toolset: "messages",
  async run({ channels, window, audience }, context: PromptContext<SlackClient>) {
    const digest = await embeddedDigest(context, { channels: namesIn(channels), window, view: "topics" });
    const reader = audience === undefined ? "" : ` The reader: ${audience}.`;
    return [
      digest,
      said(
        `Sum up these channels: decisions first, then open questions, then what else matters; a link for each.${reader} Read a thread with get_thread where the excerpt is not enough. Say what was left out. ${DATA_ONLY}`,
      ),
    ];
  },
});
