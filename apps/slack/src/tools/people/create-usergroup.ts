import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { orWarn } from "../../client/channels/invite.ts";
import { inTurns } from "../../client/request/pages.ts";
import { resolveChannel, resolveUsers } from "../../client/resolve/index.ts";
import { isSinceStart } from "../../client/request/since-start.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { countOf, forgetUsergroups, usergroupsOf } from "../../client/usergroups/usergroups.ts";
import { teamOf, viewerOf } from "../../client/viewer/viewer.ts";
import { reachedAt } from "../../reach.ts";
import { channelRef, listUpTo, shortText, teamId, users } from "../../shape/fields.ts";

export const createUsergroup = defineTool({
  name: "create_usergroup",
  title: "Create user group",
  description: "Create a user group with its handle, people and channels.",
  access: "write",
  scopes: ["usergroups:write"],
  reaches: ({ channels }) => reachedAt(channels, "write"),
  input: z.object({
    name: shortText(80).describe("Name"),
    handle: shortText(80).optional().describe("Without @"),
    description: shortText(140).optional().describe("What it is for"),
    channels: listUpTo(20, channelRef).default([]).describe("Default channels"),
    users: users(100).default([]).describe("People"),
    team_id: teamId.optional(),
  }),
  output: z.object({
    usergroup: z.object({ id: z.string(), handle: z.string(), name: z.string(), count: z.int() }),
    warnings: z.array(z.string()),
    reconciled: z.boolean().optional(),
  }),
  async run({ name, handle, description, channels, users: people, team_id }, context: SlackContext) {
    const [channelIds, members] = await Promise.all([
      inTurns(channels, 4, (one) => resolveChannel(context, one)),
      resolveUsers(context, people),
    ]);
    const ids = members.map(({ id }) => id);
    const { usergroups } = context.client.web;
    const team = await teamOf(context, team_id);
    context.preview({ then: ids.length === 0 ? [] : [`put ${ids.length} people into it`] });
    const { usergroup } = await usergroups.create({
      name,
      ...(handle !== undefined && { handle: handle.replace(/^@/, "") }),
      ...(description !== undefined && { description }),
      ...(channelIds.length > 0 && { channels: channelIds.join(",") }),
      ...team,
    });
    forgetUsergroups(context);
    const id = usergroup?.id ?? "";
    const warnings: string[] = [];
    if (ids.length > 0)
      await orWarn(warnings, "people", () => usergroups.users.update({ usergroup: id, users: ids.join(","), ...team }));
    return {
      usergroup: { id, handle: `@${usergroup?.handle ?? ""}`, name, count: warnings.length > 0 ? 0 : ids.length },
      warnings,
    };
  },
  async recover({ name, users: people }, context: SlackContext) {
    const { userId } = await viewerOf(context);
    forgetUsergroups(context);
    const made = (await usergroupsOf(context)).find(
      (group) => group.name === name && group.created_by === userId && isSinceStart(context, group.date_create),
    );
    if (made === undefined) return undefined;
    const { id = "", handle = "" } = made;
    return {
      usergroup: { id, handle: `@${handle}`, name, count: countOf(made) },
      warnings: people.length > 0 ? ["the answer was lost: look whether the people are in it"] : [],
      reconciled: true,
    };
  },
});
