import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { unless } from "../../client/errors/errors.ts";
import { resolveMessage } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { placeOf } from "../../reach.ts";
import { channel, emoji, ts } from "../../shape/fields.ts";

export const removeReaction = defineTool({
  name: "remove_reaction",
  title: "Remove reaction",
  description: "Take my reaction to a message back.",
  access: "write",
  idempotent: true,
  scopes: ["reactions:write"],
  reaches: (input) => placeOf(input, "write"),
  input: z.object({ channel: channel.optional(), ts, emoji }),
  output: z.object({ emoji: z.string(), absent: z.boolean() }),
  async run({ channel: written, ts: at, emoji: name }, context: SlackContext) {
    const place = await resolveMessage(context, { channel: written, ts: at });
    const removed = await unless(/^no_reaction$/, () =>
      context.client.web.reactions.remove({ channel: place.channel, timestamp: place.ts, name }),
    );
    return { emoji: name, absent: removed === undefined };
  },
});
