import { DATA_ONLY, definePrompt, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { resolveChannel } from "../client/resolve/index.ts";

export const draftAnnouncement = definePrompt({
  name: "draft_announcement",
  title: "Draft announcement",
  description: "Write an announcement for a channel, and show it before it is sent",
  arguments: z.object({
    channel: z.string().describe("Channel"),
    topic: z.string().describe("What to announce"),
    tone: z.string().optional().describe("How it should sound"),
  }),
  scopes: ["channels:read"],
  toolset: "messages",
  async run({ channel, topic, tone }, context: PromptContext<SlackClient>) {
    const id = await resolveChannel(context, channel);
    const [place, guide] = await Promise.all([
      context.embed(`slack://channel/${id}`),
      context.embed("slack://guide/formatting"),
    ]);
    const how = tone === undefined ? "" : ` Tone: ${tone}.`;
    return [
      { role: "user", content: place },
      { role: "user", content: guide },
      said(
        `Write an announcement for this channel about: ${topic}.${how} End in one call of send_message to ${id} with dry_run: true, and show me what it would send. ${DATA_ONLY}`,
      ),
    ];
  },
});
