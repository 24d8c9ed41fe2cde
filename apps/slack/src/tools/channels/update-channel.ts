import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { forget } from "../../client/request/remember.ts";
import { resolveChannel } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { newChannel, reachedAt } from "../../reach.ts";
import { channel, shortText } from "../../shape/fields.ts";

const Facts = z.object({ name: z.string(), topic: z.string(), purpose: z.string(), is_archived: z.boolean() });

export const updateChannel = defineTool({
  name: "update_channel",
  title: "Update channel",
  description: "Rename a channel, set its topic or purpose, or bring it back from the archive.",
  access: "write",
  idempotent: true,
  // It is enough for a topic; what else needs more, Slack says.
  scopes: ["channels:write.topic"],
  reaches: ({ channel: where, name }) => [
    ...reachedAt([where], "write"),
    ...(name === undefined ? [] : [newChannel(name)]),
  ],
  input: z.object({
    channel,
    name: shortText(80).optional().describe("New name"),
    topic: shortText(250).optional().describe("New topic"),
    purpose: shortText(250).optional().describe("New purpose"),
    unarchive: z.boolean().default(false).describe("Bring it back"),
  }),
  output: z.object({ channel: z.string(), before: Facts, after: Facts }),
  async run({ channel: written, name, topic, purpose, unarchive }, context: SlackContext) {
    const id = await resolveChannel(context, written);
    const { conversations } = context.client.web;
    const before = await factsOf(context, id);
    const after = {
      name: name?.replace(/^#/, "") ?? before.name,
      topic: topic ?? before.topic,
      purpose: purpose ?? before.purpose,
      is_archived: before.is_archived && !unarchive,
    };
    context.preview({ before, after });
    if (JSON.stringify(before) === JSON.stringify(after)) {
      if (name ?? topic ?? purpose ?? (unarchive || undefined)) return { channel: id, before, after };
      throw new ToolError("invalid_input", "Pass what to change: name, topic, purpose or unarchive.");
    }
    if (before.is_archived !== after.is_archived) await conversations.unarchive({ channel: id });
    if (before.name !== after.name) await conversations.rename({ channel: id, name: after.name });
    if (before.topic !== after.topic) await conversations.setTopic({ channel: id, topic: after.topic });
    if (before.purpose !== after.purpose) await conversations.setPurpose({ channel: id, purpose: after.purpose });
    forget(context, `channel/${id}`);
    return { channel: id, before, after: await factsOf(context, id) };
  },
});

async function factsOf(context: SlackContext, id: string): Promise<z.output<typeof Facts>> {
  const { channel: found = {} } = await context.client.web.conversations.info({ channel: id });
  return {
    name: found.name ?? "",
    topic: found.topic?.value ?? "",
    purpose: found.purpose?.value ?? "",
    is_archived: found.is_archived === true,
  };
}
