import { DATA_ONLY, definePrompt, type PromptContext, said, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { parseReference } from "../shape/reference.ts";
import { embeddedDigest, namesIn } from "./digest.ts";

const TASK = `List what somebody has to do: who, what, by when, with a link each. Only what was said; mark what nobody has taken on. ${DATA_ONLY}`;

export const actionItems = definePrompt({
  name: "action_items",
  title: "Action items",
  description: "Who has to do what, from a channel or a thread",
  arguments: z.object({
    channel: z.string().optional().describe("Channel, or"),
    thread: z.string().optional().describe("Link to a thread"),
    window: z.string().default("1d").describe("Such as 1d, this_week"),
  }),
  scopes: ["channels:history"],
  toolset: "messages",
  async run({ channel, thread, window }, context: PromptContext<SlackClient>) {
    if ((channel === undefined) === (thread === undefined))
      throw new ToolError("invalid_input", "Name a channel or a thread, one of the two.");
    if (channel !== undefined) {
      const digest = await embeddedDigest(context, { channels: namesIn(channel), window, view: "topics" });
      return [digest, said(TASK)];
    }
    const link = parseReference(thread ?? "");
    if (link.form !== "message") throw new ToolError("invalid_input", "thread is no link to a message.");
    return [
      { role: "user", content: await context.embed(`slack://thread/${link.channel}/${link.threadTs ?? link.ts}`) },
      said(TASK),
    ];
  },
});
