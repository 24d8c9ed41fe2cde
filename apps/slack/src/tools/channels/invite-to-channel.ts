import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { channelOf } from "../../client/channels/channels.ts";
import { invite } from "../../client/channels/invite.ts";
import { refuseSending } from "../../client/outgoing/refuse-sending.ts";
import { resolveChannel, resolveUsers } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { membersOf, resolveUsergroup } from "../../client/usergroups/usergroups.ts";
import { channel, usergroup, users } from "../../shape/fields.ts";
import { resultLines, results } from "../../shape/results.ts";

export const inviteToChannel = defineTool({
  name: "invite_to_channel",
  title: "Invite to channel",
  description: "Add people or a user group's members to a channel; me joins it.",
  access: "write",
  idempotent: true,
  scopes: ["channels:write.invites"],
  input: z.object({
    channel,
    users: users(100).default([]).describe("People"),
    usergroup: usergroup.optional(),
  }),
  output: z.object({ results }),
  text: ({ results: rows }) => resultLines(rows),
  async run({ channel: written, users: people, usergroup: group }, context: SlackContext) {
    const id = await resolveChannel(context, written);
    const ids = (await resolveUsers(context, people)).map((person) => person.id);
    if (group !== undefined) ids.push(...(await membersOf(context, (await resolveUsergroup(context, group)).id)));
    if (ids.length === 0) throw new ToolError("invalid_input", "Pass people in users, or a usergroup.");
    const question = refuseSending(context, await channelOf(context, id), new Set(ids).size);
    if (question) return question;
    return { results: await invite(context, id, ids) };
  },
});
