import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { readDigest } from "../../client/digest/read-digest.ts";
import { inTurns } from "../../client/request/pages.ts";
import { resolveChannel } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { reachedAt } from "../../reach.ts";
import { channelRef, listUpTo, shortText, window } from "../../shape/fields.ts";
import { digestText } from "../../shape/digest/digest-text.ts";
import { DigestItem } from "../../shape/digest/digest-item.ts";
import { briefly, coverage, rowsOf } from "../../shape/message.ts";

export const getDigest = defineTool({
  name: "get_digest",
  title: "Get digest",
  description: "What happened in several channels within a token budget: top topics, a timeline, or people.",
  access: "read",
  scopes: ["channels:history"],
  reaches: ({ channels }) => reachedAt(channels, "read"),
  input: z.object({
    channels: listUpTo(15, channelRef).describe("Channels"),
    window: window.default("1d"),
    view: z.enum(["topics", "timeline", "people"]).default("topics").describe("timeline: incidents"),
    keywords: listUpTo(20, shortText(80)).default([]).describe("Weigh more"),
    budget_tokens: z.int().min(200).max(20_000).default(4_000).describe("Result size"),
    cursor: z.string().max(4096).optional().describe("Last next_cursor"),
  }),
  output: z.object({
    range: briefly(z.object({ from: z.string().optional(), to: z.string().optional(), tz: z.string() })),
    stats: briefly(z.object({ messages: z.int(), threads: z.int(), people: z.int(), channels: z.int() })),
    topics: rowsOf(DigestItem),
    omitted: briefly(z.object({ threads: z.int(), messages: z.int() })),
    coverage,
    next_cursor: z.string().optional(),
  }),
  text: (digest) => digestText(digest),
  async run({ channels, budget_tokens, ...asked }, context: SlackContext) {
    const ids = await inTurns(channels, 3, (one) => resolveChannel(context, one));
    const budgetTokens = Math.min(budget_tokens, context.budget);
    const { items, ...digest } = await readDigest(context, {
      ...asked,
      channels: [...new Set(ids)],
      budgetTokens,
      cursor: asked.cursor,
    });
    return { ...digest, topics: items };
  },
});
