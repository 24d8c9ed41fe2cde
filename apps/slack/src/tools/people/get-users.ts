import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { readProfiles } from "../../client/people/profiles.ts";
import { resolveUsers } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { users } from "../../shape/fields.ts";
import { rowsOf } from "../../shape/message.ts";
import { ShortUser } from "../../shape/user.ts";

const Profile = ShortUser.extend({
  tz: z.string(),
  local_time: z.string(),
  status: z.object({ text: z.string(), emoji: z.string(), until: z.string().optional() }).optional(),
  presence: z.string().optional(),
  dnd_until: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
  usergroups: z.array(z.string()).optional(),
});

export const getUsers = defineTool({
  name: "get_users",
  title: "Get people",
  description:
    "Up to 20 people: profile, title, status, local time; on request presence, do-not-disturb, fields, groups.",
  access: "read",
  scopes: ["users:read"],
  reach: "safe",
  input: z.object({
    users: users(20).describe("Ids, @handles, e-mails, me"),
    include: z
      .array(z.enum(["presence", "dnd", "fields", "usergroups"]))
      .default([])
      .describe("More facts"),
  }),
  output: z.object({ users: rowsOf(Profile) }),
  async run({ users: people, include }, context: SlackContext) {
    const ids = (await resolveUsers(context, people)).map(({ id }) => id);
    return { users: await readProfiles(context, ids, include) };
  },
});
