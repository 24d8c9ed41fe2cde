import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { listGroups } from "../../client/usergroups/list-groups.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { shortText } from "../../shape/fields.ts";
import { rowsOf } from "../../shape/message.ts";
import { UsergroupRow } from "../../shape/usergroup.ts";

export const listUsergroups = defineTool({
  name: "list_usergroups",
  title: "List user groups",
  description: "User groups with their handles; on request who and which channels are in them.",
  access: "read",
  scopes: ["usergroups:read"],
  reach: "safe",
  input: z.object({
    query: shortText(80).optional().describe("Part of name or handle"),
    mine: z.boolean().default(false).describe("Only those I am in"),
    include: z
      .array(z.enum(["members", "channels"]))
      .default([])
      .describe("More facts"),
    include_disabled: z.boolean().default(false).describe("Disabled too"),
    ...page,
  }),
  output: z.object({ items: rowsOf(UsergroupRow), next_cursor: z.string().optional(), total: z.int() }),
  run: (asked, context: SlackContext) => listGroups(context, asked),
});
