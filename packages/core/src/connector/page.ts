import { z } from "zod";

export const MAX_LIMIT = 100;
export const DEFAULT_LIMIT = 20;

/** The two inputs of every list. Tools receive the vendor's own cursor; callers only ever see a sealed one. */
export const page = {
  limit: z.int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT).describe("Rows"),
  cursor: z.string().max(4096).optional().describe("Last next_cursor"),
};

/** One page of rows. `next_cursor` is absent on the last page. */
export interface Page<Row> {
  items: Row[];
  next_cursor?: string | undefined;
  total?: number | undefined;
}

type PageShape<Row extends z.ZodType> = {
  items: z.ZodArray<Row>;
  next_cursor: z.ZodOptional<z.ZodString>;
  total: z.ZodOptional<z.ZodInt>;
};

/**
 * The output schema of a list of `row`.
 *
 * @param more Further top-level fields, such as `incomplete`.
 */
export function listOf<Row extends z.ZodType>(row: Row): z.ZodObject<PageShape<Row>>;
export function listOf<Row extends z.ZodType, More extends z.ZodRawShape>(
  row: Row,
  more: More,
): z.ZodObject<PageShape<Row> & More>;
export function listOf(row: z.ZodType, more: z.ZodRawShape = {}): z.ZodObject {
  return z.object({ items: z.array(row), next_cursor: z.string().optional(), total: z.int().optional(), ...more });
}
