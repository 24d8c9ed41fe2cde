import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { resolveChannel, resolveUser } from "../../client/resolve/index.ts";
import { searchFiles as search } from "../../client/files/search-files.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { spanOf } from "../../client/request/window.ts";
import { NOT_KEPT_MS } from "../../client/search/semantic-search.ts";
import { reachedAt } from "../../reach.ts";
import { channel, shortText, user, window } from "../../shape/fields.ts";
import { FileRow } from "../../shape/file.ts";
import { rowsOf } from "../../shape/message.ts";

export const searchFiles = defineTool({
  name: "search_files",
  title: "Search files",
  description: "Files by words, channel, person, type and time.",
  access: "read",
  freshMs: NOT_KEPT_MS,
  scopes: ["files:read"],
  reaches: ({ channel: where }) => reachedAt([where], "read"),
  input: z.object({
    query: shortText(200).optional().describe("Words"),
    channel: channel.optional(),
    user: user.optional().describe("Who shared it"),
    types: z
      .array(z.enum(["images", "pdfs", "documents", "spreadsheets", "snippets", "archives", "canvases"]))
      .default([])
      .describe("Kinds"),
    window: window.optional(),
    sort: z.enum(["relevance", "newest"]).default("newest").describe("Order"),
    ...page,
  }),
  output: z.object({
    items: rowsOf(FileRow),
    next_cursor: z.string().optional(),
    engine: z.string(),
    withheld: z.int().optional(),
  }),
  async run({ channel: where, user: who, window: span, ...asked }, context: SlackContext) {
    const [channelId, person, place] = await Promise.all([
      where === undefined ? undefined : resolveChannel(context, where),
      who === undefined ? undefined : resolveUser(context, who),
      spanOf(context, span),
    ]);
    return search(context, { ...asked, channel: channelId, user: person?.id, span: place });
  },
});
