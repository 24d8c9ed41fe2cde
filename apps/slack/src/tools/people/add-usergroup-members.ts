import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { resolveUsers } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { changeMembers, resolveUsergroup } from "../../client/usergroups/usergroups.ts";
import { usergroup, users } from "../../shape/fields.ts";

export const addUsergroupMembers = defineTool({
  name: "add_usergroup_members",
  title: "Add to user group",
  description: "Add people to a user group and keep the others.",
  access: "write",
  idempotent: true,
  scopes: ["usergroups:read", "usergroups:write"],
  reach: "safe",
  input: z.object({
    usergroup,
    users: users(100).describe("People"),
    expected_count: z.int().min(0).optional().describe("Refuse if the group has another size"),
  }),
  output: z.object({
    added: z.array(z.string()),
    already: z.array(z.string()),
    count_before: z.int(),
    count_after: z.int(),
  }),
  async run({ usergroup: written, users: people, expected_count: expectedCount }, context: SlackContext) {
    const { id } = await resolveUsergroup(context, written);
    const ids = (await resolveUsers(context, people)).map((person) => person.id);
    const { before, after } = await changeMembers(context, id, { add: ids, expectedCount });
    return {
      added: ids.filter((one) => !before.includes(one)),
      already: ids.filter((one) => before.includes(one)),
      count_before: before.length,
      count_after: after.length,
    };
  },
});
