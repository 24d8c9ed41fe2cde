import { z } from "zod";

const numbered = z.object({ iid: z.int() });

/** What is read of an event. Anything may be absent, as events differ. */
export const eventPayload = z.object({
  project: z
    .object({ id: z.int(), path_with_namespace: z.string(), default_branch: z.string().nullish().catch(undefined) })
    .optional()
    .catch(undefined),
  /** Of jobs, which name no project. */
  project_id: z.int().optional().catch(undefined),
  object_attributes: z
    .object({
      id: z.int().optional().catch(undefined),
      iid: z.int().optional().catch(undefined),
      noteable_type: z.string().optional().catch(undefined),
      /** Of a merge request whose head has moved: the head before. */
      oldrev: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  /** What changed of an issue or merge request. */
  changes: z.object({ target_branch: z.unknown().optional() }).optional().catch(undefined),
  /** What a note is on, and what a pipeline ran for. */
  issue: numbered.optional().catch(undefined),
  merge_request: numbered
    .extend({
      /** Of a pipeline: the project that the merge request is in, which is not the pipeline's where that is a fork. */
      target_project_id: z.int().optional().catch(undefined),
      url: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  /** Of a job. */
  pipeline_id: z.int().optional().catch(undefined),
  /** Of a push: with `refs/heads/` or `refs/tags/`. */
  ref: z.string().optional().catch(undefined),
});

export type EventPayload = z.output<typeof eventPayload>;
