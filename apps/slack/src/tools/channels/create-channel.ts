import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { findMade, makeChannel } from "../../client/channels/make-channel.ts";
import { refuseSending } from "../../client/outgoing/refuse-sending.ts";
import { resolveUsers } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { newChannel } from "../../reach.ts";
import { shortText, teamId, users } from "../../shape/fields.ts";
import { results } from "../../shape/results.ts";

const name = z
  .string()
  .transform((value) => value.replace(/^#/, ""))
  .refine(
    (value) => /^[^\sA-Z.#@]{1,80}$/.test(value),
    "is no channel name: lower case, no spaces or periods, at most 80",
  )
  .describe("Lower case");

export const createChannel = defineTool({
  name: "create_channel",
  title: "Create channel",
  description: "Create a channel with topic, purpose and people.",
  access: "write",
  scopes: ["channels:write"],
  reaches: (wanted) => [newChannel(wanted.name)],
  input: z.object({
    name,
    is_private: z.boolean().default(false).describe("Private"),
    topic: shortText(250).optional().describe("Topic"),
    purpose: shortText(250).optional().describe("Purpose"),
    users: users(100).default([]).describe("People to invite"),
    team_id: teamId.optional(),
  }),
  output: z.object({
    channel: z.object({ id: z.string(), name: z.string(), type: z.string() }),
    invited: results,
    warnings: z.array(z.string()),
    reconciled: z.boolean().optional(),
  }),
  async run({ users: people, ...wanted }, context: SlackContext) {
    const ids = (await resolveUsers(context, people)).map(({ id }) => id);
    const place = {
      id: "",
      name: wanted.name,
      type: "public",
      isExternal: false,
      isMember: true,
      isArchived: false,
    } as const;
    const question = refuseSending(context, place, ids.length);
    if (question) return question;
    return makeChannel(context, { ...wanted, users: ids });
  },
  recover: (input, context: SlackContext) => findMade(context, input),
});
