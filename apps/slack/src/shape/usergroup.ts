import { z } from "zod";

/** A user group in a list. */
export const UsergroupRow = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  description: z.string().optional(),
  count: z.int().optional(),
  disabled: z.boolean().optional(),
  mine: z.boolean().optional(),
  members: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  channels: z.array(z.string()).optional(),
});
