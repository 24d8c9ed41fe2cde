import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { toEach } from "../../client/request/each.ts";
import { removeFrom } from "../../client/channels/invite.ts";
import { resolveChannel, resolveUsers } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { channel, users } from "../../shape/fields.ts";
import { resultLines, results } from "../../shape/results.ts";

export const removeFromChannel = defineTool({
  name: "remove_from_channel",
  title: "Remove from channel",
  description: "Remove people from a channel; me leaves it.",
  access: "delete",
  scopes: ["channels:write"],
  input: z.object({ channel, users: users(20).describe("People") }),
  output: z.object({ results }),
  text: ({ results: rows }) => resultLines(rows),
  confirm: ({ channel: where, users: people }) => ({
    target: where,
    question: `Remove ${people.join(", ")} from ${where}?`,
  }),
  async run({ channel: written, users: people }, context: SlackContext) {
    const id = await resolveChannel(context, written);
    const ids = (await resolveUsers(context, people)).map((person) => person.id);
    const rows = await toEach(context, ids, (one) => removeFrom(context, id, one), {
      done: "removed",
      already: { not_in_channel: "absent" },
    });
    return { results: rows };
  },
});
