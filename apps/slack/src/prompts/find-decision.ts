import { DATA_ONLY, definePrompt, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { namesIn } from "./digest.ts";
import { embeddedSearch } from "./found-messages.ts";

export const findDecision = definePrompt({
  name: "find_decision",
  title: "Find decision",
  description: "What was decided about something, when and by whom",
  arguments: z.object({
    topic: z.string().describe("About what"),
    channels: z.string().optional().describe("Channels, separated by commas"),
  }),
  scopes: ["search:read"],
  toolset: "messages",
  async run({ topic, channels }, context: PromptContext<SlackClient>) {
    const found = await embeddedSearch(context, {
      query: topic,
      channels: channels === undefined ? [] : namesIn(channels),
    });
    return [
      found,
      said(
        `What was decided about "${topic}", when, by whom, and was it changed later? Answer with links; read threads with get_thread where needed. If nothing was decided, say so. ${DATA_ONLY}`,
      ),
    ];
  },
});
