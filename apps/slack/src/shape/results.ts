import { z } from "zod";
import { rowsOf } from "./message.ts";

/** What became of each of several objects. */
const Result = z.object({ id: z.string(), status: z.string(), reason: z.string().optional() });

export const results = rowsOf(Result);

export type ResultRow = z.output<typeof Result>;

export function resultLines(rows: readonly ResultRow[]): string {
  return rows
    .map(({ id, status, reason }) => `${id}: ${status}${reason === undefined ? "" : ` (${reason})`}`)
    .join("\n");
}
