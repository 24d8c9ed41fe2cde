import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { toEach } from "../../client/request/each.ts";
import { resolveChannel, resolveMessage } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { placeOf } from "../../reach.ts";
import { channel, listUpTo, ts } from "../../shape/fields.ts";
import { parseReference } from "../../shape/reference.ts";
import { resultLines, results } from "../../shape/results.ts";

export const deleteMessage = defineTool({
  name: "delete_message",
  title: "Delete messages",
  description: "Delete messages of one conversation that this account wrote.",
  access: "delete",
  scopes: ["chat:write"],
  reaches: (input) => input.ts.flatMap((one) => placeOf({ channel: input.channel, ts: one }, "write")),
  input: z.object({ channel: channel.optional(), ts: listUpTo(10, ts).describe("ts or link of each") }),
  output: z.object({ results }),
  text: ({ results: rows }) => resultLines(rows),
  confirm: (input) => {
    const where = conversationOf(input);
    const what = input.ts.length === 1 ? "a message" : `${input.ts.length} messages`;
    return { target: where, question: `Delete ${what} of ${where} for everybody?` };
  },
  async run({ channel: written, ts: named }, context: SlackContext) {
    const places = await Promise.all(named.map((one) => resolveMessage(context, { channel: written, ts: one })));
    const said = written === undefined ? [] : [await resolveChannel(context, written)];
    const [id = "", ...others] = new Set([...said, ...places.map((place) => place.channel)]);
    // Somebody has agreed to one.
    if (others.length > 0) throw new ToolError("invalid_input", "Delete messages of one conversation at a time.");
    const stamps = places.map((place) => place.ts);
    const rows = await toEach(context, stamps, (one) => context.client.web.chat.delete({ channel: id, ts: one }), {
      done: "deleted",
      already: { message_not_found: "absent" },
    });
    return { results: rows };
  },
});

/** The conversation as a person is asked about it: as it was named or, with links alone, by its id. */
function conversationOf({ channel: written, ts: named }: { channel?: string | undefined; ts: readonly string[] }) {
  if (written !== undefined) return written;
  const link = named.map(parseReference).find(({ form }) => form === "message");
  return link?.form === "message" ? link.channel : "";
}
