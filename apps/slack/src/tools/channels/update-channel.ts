import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { orWarn } from "../../client/channels/invite.ts";
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
  output: z.object({ channel: z.string(), before: Facts, after: Facts, warnings: z.array(z.string()) }),
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
      if (name ?? topic ?? purpose ?? (unarchive || undefined)) return { channel: id, before, after, warnings: [] };
      throw new ToolError("invalid_input", "Pass what to change: name, topic, purpose or unarchive.");
    }
    const steps: [string, boolean, () => Promise<unknown>][] = [
      ["archive", before.is_archived !== after.is_archived, () => conversations.unarchive({ channel: id })],
      ["name", before.name !== after.name, () => conversations.rename({ channel: id, name: after.name })],
      ["topic", before.topic !== after.topic, () => conversations.setTopic({ channel: id, topic: after.topic })],
      [
        "purpose",
        before.purpose !== after.purpose,
        () => conversations.setPurpose({ channel: id, purpose: after.purpose }),
      ],
    ];
    const [first, ...rest] = steps.filter(([, isWanted]) => isWanted);
    await first?.[2]();
    // From here on something is done: what fails now is told, not thrown.
    const warnings: string[] = [];
    for (const [what, , work] of rest) await orWarn(warnings, what, work);
    forget(context, `channel/${id}`);
    const now = await factsOf(context, id).catch(() => after);
    return { channel: id, before, after: now, warnings };
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
