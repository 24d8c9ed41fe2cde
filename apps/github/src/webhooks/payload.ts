import { z } from "zod";

const numbered = z.object({ number: z.int() });

/** What is read of an event. Anything may be absent, as events differ. */
export const eventPayload = z.object({
  action: z.string().optional().catch(undefined),
  repository: z
    .object({ name: z.string(), owner: z.object({ login: z.string() }) })
    .optional()
    .catch(undefined),
  sender: z.object({ id: z.int() }).optional().catch(undefined),
  issue: numbered.extend({ pull_request: z.unknown().optional() }).optional().catch(undefined),
  pull_request: numbered.optional().catch(undefined),
  /** Of a push: with `refs/heads/`. Of a created or deleted ref: without. */
  ref: z.string().optional().catch(undefined),
  ref_type: z.string().optional().catch(undefined),
  changes: z
    .object({
      /** Of a renamed repository. */
      repository: z
        .object({ name: z.object({ from: z.string() }) })
        .optional()
        .catch(undefined),
      /** Of a transferred repository. */
      owner: z
        .object({
          from: z.object({
            user: z.object({ login: z.string() }).optional().catch(undefined),
            organization: z.object({ login: z.string() }).optional().catch(undefined),
          }),
        })
        .optional()
        .catch(undefined),
      /** Of a pull request with another base. */
      base: z.unknown().optional(),
    })
    .optional()
    .catch(undefined),
});

export type EventPayload = z.output<typeof eventPayload>;
