import { defineTool, page, ToolError } from "@fairlead/core";
import { z } from "zod";
import { listPeople } from "../../client/people/list-people.ts";
import { resolveChannel } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { resolveUsergroup } from "../../client/usergroups/usergroups.ts";
import { reachedAt } from "../../reach.ts";
import { channel, shortText, usergroup } from "../../shape/fields.ts";
import { coverage, coverageLine, lines, rowsOf } from "../../shape/message.ts";
import { personLine, ShortUser } from "../../shape/user.ts";

export const listMembers = defineTool({
  name: "list_members",
  title: "List members",
  description: "People of a channel or user group; without either, of the workspace.",
  access: "read",
  scopes: ["channels:read", "users:read"],
  reaches: ({ channel: where }) => reachedAt([where], "read"),
  input: z.object({
    channel: channel.optional(),
    usergroup: usergroup.optional(),
    query: shortText(80).optional().describe("Part of a name"),
    guests_only: z.boolean().default(false).describe("Guests"),
    include_bots: z.boolean().default(false).describe("Apps too"),
    include_deleted: z.boolean().default(false).describe("Former people too"),
    ...page,
  }),
  output: z.object({
    items: rowsOf(ShortUser),
    next_cursor: z.string().optional(),
    total: z.int().optional(),
    coverage,
  }),
  text: ({ items, coverage: covered }) =>
    lines(...items.map(personLine), items.length === 0 ? "Nobody." : "", coverageLine(covered)),
  async run({ channel: written, usergroup: group, ...asked }, context: SlackContext) {
    if (written !== undefined && group !== undefined)
      throw new ToolError("invalid_input", "Pass channel or usergroup, not both.");
    const place =
      written !== undefined
        ? { channel: await resolveChannel(context, written) }
        : group !== undefined
          ? { usergroup: (await resolveUsergroup(context, group)).id }
          : {};
    return listPeople(context, { ...asked, ...place });
  },
});
