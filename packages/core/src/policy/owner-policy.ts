import { z } from "zod";

const name = z.string().min(1).max(80);
const patterns = z.array(z.string().min(1).max(500)).max(500);
const count = z.int().min(1).max(1_000_000_000);

/** How often something may be called with one connection. */
const usageLimit = z
  .strictObject({
    /** The tool that is counted. Without it, or `*`, all calls together. */
    tool: name.optional(),
    perMinute: count.optional(),
    perDay: count.optional(),
  })
  .refine(({ perMinute, perDay }) => perMinute !== undefined || perDay !== undefined, {
    message: "A limit has perMinute, perDay or both.",
  });

/**
 * What the owner of a connection lets assistants do with it. What is absent is as the operator allows it; nothing in here
 * allows more than that.
 */
export const OwnerPolicy = z.strictObject({
  /** `write` deletes nothing. */
  access: z.enum(["read", "write", "full"]).optional(),
  /** Only these toolsets. */
  toolsets: z.array(name).max(100).optional(),
  /** `false` forbids a tool; `true` is what it would be without the entry. */
  tools: z.record(name, z.boolean()).optional(),
  /** Only what these names and patterns let in: to be reached at all, and to be changed. */
  allow: z.strictObject({ read: patterns.optional(), write: patterns.optional() }).optional(),
  limits: z.array(usageLimit).max(100).optional(),
  /** Whether text may go somewhere public unasked after something private was read; `true` asks, as is the rule. */
  flowGuard: z.boolean().optional(),
  /** Budget of one result, in tokens of four characters. */
  resultTokens: z.int().min(200).max(1_000_000).optional(),
});

export type OwnerPolicy = z.output<typeof OwnerPolicy>;
