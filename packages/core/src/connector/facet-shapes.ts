import { z } from "zod";

/**
 * Rows of a facet in an output: checked like any, and published without their fields, which would cost every client
 * hundreds of tokens in its list for what is given on request only.
 */
export function facetOf<Row extends z.ZodType>(row: Row) {
  return z.array(row).meta({ items: undefined }).optional();
}

/** An object of which the same is true. */
export function briefly<Shape extends z.ZodRawShape>(facts: z.ZodObject<Shape>) {
  return facts.meta({ properties: undefined });
}

/** Names in an output. */
export const namesOut = z.array(z.string()).meta({ items: undefined });

/** What goes with facets in an output: where a single one goes on, and which of several have more rows. */
export const facetEnds = {
  more: namesOut.optional(),
  next_cursor: z.string().optional(),
};

/** An output that is published without saying which of its fields are always there: nobody chooses a tool by that. */
export function outputOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).meta({ required: undefined });
}
