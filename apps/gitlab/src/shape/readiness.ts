import { z } from "zod";

/** Whether a merge request can be merged, with every reason that holds. */
export const Readiness = z.object({
  verdict: z.string(),
  reasons: z.array(z.object({ reason: z.string(), sentence: z.string(), fix: z.string() })),
});
