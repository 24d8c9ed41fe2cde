import { defineTool, page, ToolError } from "@fairlead/core";
import { z } from "zod";
import { inTurns } from "../../client/request/pages.ts";
import { resolveChannel, resolveUsers } from "../../client/resolve/index.ts";
import { searchMessages as search } from "../../client/search/search-messages.ts";
import { shapeHits } from "../../client/search/shape-hits.ts";
import { readable } from "../../client/request/readable.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { spanOf } from "../../client/request/window.ts";
import { NOT_KEPT_MS } from "../../client/search/semantic-search.ts";
import { reachedAt } from "../../reach.ts";
import { channelRef, listUpTo, shortText, users, window } from "../../shape/fields.ts";
import { coverage, coverageLine, lines, Message, messageLine, rowsOf } from "../../shape/message.ts";

const Neighbour = z.object({ ts: z.string(), author: z.string(), text: z.string() });
const Hit = Message.extend({
  channel_name: z.string(),
  before: z.array(Neighbour).optional(),
  after: z.array(Neighbour).optional(),
});

export const searchMessages = defineTool({
  name: "search_messages",
  title: "Search messages",
  description: "Find messages by meaning or keyword. Filter with fields, not with syntax in the query.",
  access: "read",
  freshMs: NOT_KEPT_MS,
  scopes: ["search:read"],
  reaches: (asked) => reachedAt(asked.in, "read"),
  input: z.object({
    query: shortText(500).describe("Words"),
    in: listUpTo(10, channelRef).default([]).describe("Channels"),
    from: users(10).default([]).describe("People"),
    mentions_me: z.boolean().default(false).describe("Only those"),
    window: window.optional(),
    has: z
      .array(z.enum(["file", "link", "pin", "reaction"]))
      .default([])
      .describe("Only with"),
    scope: z.enum(["public", "mine", "all"]).default("all").describe("mine: private, direct"),
    sort: z.enum(["relevance", "newest", "oldest"]).default("relevance").describe("Order"),
    context: z.int().min(0).max(2).default(0).describe("Messages around"),
    include_bots: z.boolean().default(true).describe("Apps too"),
    mode: z.enum(["auto", "semantic", "keyword"]).default("auto").describe("Engine"),
    ...page,
  }),
  output: z.object({
    items: rowsOf(Hit),
    next_cursor: z.string().optional(),
    engine: z.string(),
    coverage,
  }),
  text: ({ items, engine, coverage: covered }) =>
    lines(
      ...items.map((row) => `${row.channel.startsWith("D") ? "" : "#"}${row.channel_name} ${messageLine(row)}`),
      items.length === 0 ? "Nothing found. Try other words or a wider window." : "",
      `(${engine} search)`,
      coverageLine(covered),
    ),
  async run(
    { in: channels, from, mentions_me, window: span, include_bots, mode, context: around, ...rest },
    context: SlackContext,
  ) {
    const [channelIds, people, place] = await Promise.all([
      inTurns(channels, 4, (one) => resolveChannel(context, one)),
      resolveUsers(context, from),
      spanOf(context, span),
    ]);
    const found = await search(context, {
      ...rest,
      channels: channelIds,
      users: people.map(({ id }) => id),
      mentionsMe: mentions_me,
      span: place,
      includeBots: include_bots,
      engine: mode,
      cursor: rest.cursor,
    });
    if (found === undefined) {
      throw new ToolError("unsupported", "This token cannot search: list_messages reads channels one by one.");
    }
    const may = await readable(
      context,
      found.hits.map((hit) => hit.channel),
    );
    const hits = found.hits.filter((hit) => may.has(hit.channel));
    const shaped = await shapeHits(context, { ...found, hits }, around);
    const withheld = found.hits.length - hits.length;
    if (withheld === 0) return shaped;
    const reason = `${withheld} hits are in conversations that may not be read here`;
    return { ...shaped, coverage: { ...shaped.coverage, complete: false, reason } };
  },
});
