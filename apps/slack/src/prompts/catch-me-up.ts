import { DATA_ONLY, definePrompt, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { teamOf } from "../client/viewer/viewer.ts";
import { embeddedDigest } from "./digest.ts";

/** Channels that are looked at, of those one is in. */
const MOST = 5;

export const catchMeUp = definePrompt({
  name: "catch_me_up",
  title: "Catch me up",
  description: "What I missed in my channels",
  arguments: z.object({ window: z.string().default("1d").describe("Such as 1d, yesterday") }),
  scopes: ["channels:history"],
  toolset: "messages",
  async run({ window }, context: PromptContext<SlackClient>) {
    const { channels = [] } = await context.client.web.users.conversations({
      types: "public_channel,private_channel",
      exclude_archived: true,
      limit: 200,
      ...(await teamOf(context)),
    });
    const active = channels
      .filter((channel): channel is typeof channel & { id: string } => channel.id !== undefined)
      .toSorted((one, other) => (other.updated ?? 0) - (one.updated ?? 0))
      .slice(0, MOST);
    const digest = await embeddedDigest(context, { channels: active.map(({ id }) => id), window, view: "topics" });
    return [
      digest,
      said(
        `Tell me what I missed: what needs me first, then decisions, then the rest in a line each, with links. Only ${active.length} of my ${channels.length} channels were looked at: say so. ${DATA_ONLY}`,
      ),
    ];
  },
});
