import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { toEach } from "../../client/request/each.ts";
import { waitingById } from "../../client/workflow/scheduled.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { reachedAt } from "../../reach.ts";
import { listUpTo } from "../../shape/fields.ts";
import { resultLines, results } from "../../shape/results.ts";
import { isWaitingMessage } from "../../shape/waiting-id.ts";

const waitingId = z
  .string()
  .refine((value) => /^(Q|Rm)[A-Z0-9]+$/.test(value), "is no id of a scheduled message (Q…) or reminder (Rm…)");

export const cancelScheduled = defineTool({
  name: "cancel_scheduled",
  title: "Cancel scheduled",
  description: "Cancel scheduled messages (Q…) or delete reminders (Rm…).",
  access: "delete",
  scopes: ["chat:write"],
  // Reminders are the person's own.
  reaches: ({ ids }) => reachedAt(ids.filter(isWaitingMessage), "write"),
  input: z.object({ ids: listUpTo(20, waitingId).describe("Ids of list_scheduled") }),
  output: z.object({ results }),
  text: ({ results: rows }) => resultLines(rows),
  confirm: ({ ids }) => ({ target: ids[0] ?? "", question: `Cancel ${ids.join(", ")}?` }),
  async run({ ids }, context: SlackContext) {
    const known = await waitingById(context, ids);
    const done = await toEach(
      context,
      ids.filter((id) => known.has(id)),
      async (id) => known.get(id)?.cancel(),
      { done: "cancelled", already: { invalid_scheduled_message_id: "absent", not_found: "absent" } },
    );
    const absent = ids.filter((id) => !known.has(id)).map((id) => ({ id, status: "absent" }));
    return { results: [...done, ...absent] };
  },
});
