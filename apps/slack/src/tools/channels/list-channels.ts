import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { listConversations } from "../../client/channels/list-conversations.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { NOT_KEPT_MS } from "../../client/search/semantic-search.ts";
import { ChannelRow, channelLine } from "../../shape/channel.ts";
import { shortText, teamId } from "../../shape/fields.ts";
import { coverage, coverageLine, lines, rowsOf } from "../../shape/message.ts";

export const listChannels = defineTool({
  name: "list_channels",
  title: "List channels",
  description: "My channels and conversations or, with membership all, every public channel; by name.",
  access: "read",
  freshMs: NOT_KEPT_MS,
  scopes: ["channels:read"],
  reach: "rows",
  input: z.object({
    query: shortText(80).optional().describe("Part of the name"),
    types: z
      .array(z.enum(["public", "private", "im", "mpim"]))
      .default(["public", "private"])
      .describe("Kinds"),
    membership: z.enum(["mine", "all"]).default("mine").describe("Whose"),
    include_archived: z.boolean().default(false).describe("Archived too"),
    team_id: teamId.optional(),
    ...page,
  }),
  output: z.object({ items: rowsOf(ChannelRow), next_cursor: z.string().optional(), coverage }),
  text: ({ items, coverage: covered }) =>
    lines(...items.map(channelLine), items.length === 0 ? "No such channel." : "", coverageLine(covered)),
  run: (asked, context: SlackContext) => listConversations(context, asked),
});
