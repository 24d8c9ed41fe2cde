import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { unless } from "../../client/errors/errors.ts";
import { resolveMessage } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { placeOf } from "../../reach.ts";
import { channel, emoji, ts } from "../../shape/fields.ts";

export const addReaction = defineTool({
  name: "add_reaction",
  title: "Add reaction",
  description: "React to a message.",
  access: "write",
  idempotent: true,
  scopes: ["reactions:write"],
  reaches: (input) => placeOf(input, "write"),
  input: z.object({ channel: channel.optional(), ts, emoji }),
  output: z.object({ emoji: z.string(), already: z.boolean() }),
  async run({ channel: written, ts: at, emoji: name }, context: SlackContext) {
    const place = await resolveMessage(context, { channel: written, ts: at });
    const added = await unless(/^already_reacted$/, () =>
      context.client.web.reactions.add({ channel: place.channel, timestamp: place.ts, name }),
    );
    return { emoji: name, already: added === undefined };
  },
});
