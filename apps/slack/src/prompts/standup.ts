import { DATA_ONLY, definePrompt, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { resolveUser } from "../client/resolve/index.ts";
import { embeddedSearch } from "./found-messages.ts";

export const standup = definePrompt({
  name: "standup",
  title: "Stand-up",
  description: "What somebody did, from what they wrote",
  arguments: z.object({
    user: z.string().default("me").describe("Person"),
    window: z.string().default("1d").describe("Such as 1d, yesterday"),
  }),
  scopes: ["search:read"],
  toolset: "messages",
  async run({ user, window }, context: PromptContext<SlackClient>) {
    const { id } = await resolveUser(context, user);
    const found = await embeddedSearch(context, { query: "", users: [id], window, engine: "keyword" });
    return [
      found,
      said(
        `Write a stand-up from these messages: done, doing, blocked; one line each, with a link. Leave out small talk. ${DATA_ONLY}`,
      ),
    ];
  },
});
