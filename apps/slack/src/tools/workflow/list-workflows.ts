import { defineTool, page } from "@fairlead/core";
import { z } from "zod";
import { resolveChannel } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { workflowsFor } from "../../client/workflow/workflows.ts";
import { reachedAt } from "../../reach.ts";
import { channel, shortText } from "../../shape/fields.ts";
import { rowsOf } from "../../shape/message.ts";

const Input = z.object({ name: z.string(), type: z.string(), required: z.boolean(), description: z.string() });
const Row = z.object({
  name: z.string(),
  description: z.string().optional(),
  source: z.enum(["registered", "featured"]),
  runnable: z.boolean(),
  inputs: z.array(Input).optional(),
  channel: z.string().optional(),
});

export const listWorkflows = defineTool({
  name: "list_workflows",
  title: "List workflows",
  description: "Workflows that I can start and, with channel, those featured there.",
  access: "read",
  scopes: [],
  reaches: ({ channel: where }) => reachedAt([where], "read"),
  input: z.object({
    channel: channel.optional(),
    query: shortText(80).optional().describe("Part of the name"),
    ...page,
  }),
  output: z.object({ items: rowsOf(Row), next_cursor: z.string().optional() }),
  async run({ channel: where, query, limit, cursor }, context: SlackContext) {
    const id = where === undefined ? undefined : await resolveChannel(context, where);
    const rows = await workflowsFor(context, id);
    const wanted = query?.toLowerCase();
    const fitting = rows.filter(({ name }) => wanted === undefined || name.toLowerCase().includes(wanted));
    const from = Number(cursor ?? 0);
    return {
      items: fitting.slice(from, from + limit),
      next_cursor: from + limit < fitting.length ? String(from + limit) : undefined,
    };
  },
});
