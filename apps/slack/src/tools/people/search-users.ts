import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { searchPeople } from "../../client/people/search-people.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { NOT_KEPT_MS } from "../../client/search/semantic-search.ts";
import { shortText } from "../../shape/fields.ts";
import { coverage, coverageLine, lines, rowsOf } from "../../shape/message.ts";
import { personLine, ShortUser } from "../../shape/user.ts";

export const searchUsers = defineTool({
  name: "search_users",
  title: "Search people",
  description: "Find people by name, handle, e-mail or title.",
  access: "read",
  freshMs: NOT_KEPT_MS,
  scopes: ["users:read"],
  reach: "safe",
  input: z.object({
    query: shortText(200).describe("Name, e-mail or title"),
    include_bots: z.boolean().default(false).describe("Apps too"),
    include_deleted: z.boolean().default(false).describe("Former people too"),
    ...page,
  }),
  output: z.object({ items: rowsOf(ShortUser), next_cursor: z.string().optional(), engine: z.string(), coverage }),
  text: ({ items, coverage: covered }) =>
    lines(...items.map(personLine), items.length === 0 ? "Nobody." : "", coverageLine(covered)),
  run: (asked, context: SlackContext) => searchPeople(context, asked),
});
