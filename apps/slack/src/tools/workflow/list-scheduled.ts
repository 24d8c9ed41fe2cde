import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { resolveChannel } from "../../client/resolve/index.ts";
import { listWaiting } from "../../client/workflow/scheduled.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { readable } from "../../client/request/readable.ts";
import { momentOf } from "../../client/request/window.ts";
import { reachedAt } from "../../reach.ts";
import { channel, shortText } from "../../shape/fields.ts";
import { coverage, rowsOf } from "../../shape/message.ts";

const Waiting = z.object({
  id: z.string(),
  kind: z.string(),
  channel: z.string().optional(),
  at: z.string().optional(),
  text: z.string(),
  recurrence: z.string().optional(),
});

export const listScheduled = defineTool({
  name: "list_scheduled",
  title: "List scheduled",
  description: "My scheduled messages and reminders, the next first.",
  access: "read",
  scopes: [],
  reaches: ({ channel: where }) => reachedAt([where], "read"),
  input: z.object({
    kinds: z
      .array(z.enum(["message", "reminder"]))
      .default(["message", "reminder"])
      .describe("Kinds"),
    channel: channel.optional(),
    before: shortText(80).optional().describe("Only what is due before"),
    ...page,
  }),
  output: z.object({ items: rowsOf(Waiting), next_cursor: z.string().optional(), coverage }),
  async run({ kinds, channel: where, before, limit, cursor }, context: SlackContext) {
    const [id, moment] = await Promise.all([
      where === undefined ? undefined : resolveChannel(context, where),
      before === undefined ? undefined : momentOf(context, before),
    ]);
    const { rows, missingScopes } = await listWaiting(context, { kinds, channel: id });
    const may = await readable(
      context,
      rows.flatMap(({ channel: place }) => place ?? []),
    );
    const open = rows.filter(({ channel: place }) => place === undefined || may.has(place));
    const due = moment === undefined ? open : open.filter(({ at }) => at !== undefined && Date.parse(at) < moment.atMs);
    const from = Number(cursor ?? 0);
    return {
      items: due.slice(from, from + limit),
      next_cursor: from + limit < due.length ? String(from + limit) : undefined,
      coverage: coverageOf({ withheld: rows.length - open.length, missingScopes }),
    };
  },
});

function coverageOf({ withheld, missingScopes }: { withheld: number; missingScopes: string[] }) {
  const reasons = [
    ...(withheld === 0 ? [] : [`${withheld} are for conversations that may not be read here`]),
    ...(missingScopes.length === 0 ? [] : ["reminders are not shown"]),
  ];
  if (reasons.length === 0) return { complete: true };
  return {
    complete: false,
    reason: reasons.join("; "),
    ...(missingScopes.length > 0 && { missing_scopes: missingScopes }),
  };
}
