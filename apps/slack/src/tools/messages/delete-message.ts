import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { toEach } from "../../client/each.ts";
import { resolveChannel } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { channel, listUpTo } from "../../shape/fields.ts";
import { resultLines, results } from "../../shape/results.ts";

const stamp = z.string().refine((value) => /^\d{10}\.\d{6}$/.test(value), "is no ts");

export const deleteMessage = defineTool({
  name: "delete_message",
  title: "Delete messages",
  description: "Delete messages that this account wrote.",
  access: "delete",
  scopes: ["chat:write"],
  input: z.object({ channel, ts: listUpTo(10, stamp).describe("ts of each") }),
  output: z.object({ results }),
  text: ({ results: rows }) => resultLines(rows),
  confirm: ({ channel: where, ts }) => ({
    target: where,
    question: `Delete ${ts.length === 1 ? "a message" : `${ts.length} messages`} of ${where} for everybody?`,
  }),
  async run({ channel: written, ts }, context: SlackContext) {
    const id = await resolveChannel(context, written);
    const rows = await toEach(context, ts, (one) => context.client.web.chat.delete({ channel: id, ts: one }), {
      done: "deleted",
      already: { message_not_found: "absent" },
    });
    return { results: rows };
  },
});
