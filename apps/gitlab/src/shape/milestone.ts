import { z } from "zod";
import type { UpstreamMilestone } from "../client/names.ts";

export const MilestoneRow = z.object({
  id: z.int(),
  title: z.string(),
  state: z.string(),
  description: z.string().optional(),
  start_date: z.string().optional(),
  due_date: z.string().optional(),
  url: z.string().optional(),
});

export function toMilestoneRow(row: UpstreamMilestone): z.input<typeof MilestoneRow> {
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    description: row.description || undefined,
    start_date: row.start_date ?? undefined,
    due_date: row.due_date ?? undefined,
    url: row.web_url ?? undefined,
  };
}
