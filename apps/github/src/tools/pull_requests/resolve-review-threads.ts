import { defineTool } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { resolveThreads } from "../../client/reviews/resolve-threads.ts";
import { repository } from "../../shape/fields.ts";
import { nameList } from "../../shape/name-list.ts";

export const resolveReviewThreads = defineTool({
  name: "resolve_review_threads",
  title: "Resolve review threads",
  description: "Resolve review threads, or open them again with resolved: false.",
  access: "write",
  idempotent: true,
  scopes: ["repo"],
  input: z.object({
    ...repository,
    thread_ids: nameList(50)
      .refine(({ length }) => length > 0, "is empty")
      .describe("PRRT_… of get_pull_request"),
    resolved: z.boolean().default(true).describe("Else open again"),
  }),
  output: z.object({
    results: z.array(
      z.object({ thread_id: z.string(), resolved: z.boolean().optional(), error: z.string().optional() }),
    ),
  }),
  async run({ owner, repo, thread_ids, resolved }, { client }: GithubContext) {
    const ids = [...new Set(thread_ids)];
    return { results: await resolveThreads(client, { owner, repo }, ids, resolved) };
  },
});
