import { defineTool, nameList } from "@fairlead/core";
import { z } from "zod";
import { readDiscussions } from "../../client/discussions.ts";
import { explainError } from "../../client/explain-error.ts";
import type { GitlabClient, GitlabContext } from "../../client/gitlab-client.ts";
import { mergeIid, project } from "../../shape/fields.ts";
import { isResolvable, isResolved, type UpstreamDiscussion } from "../../shape/note.ts";

export const resolveDiscussions = defineTool({
  name: "resolve_discussions",
  title: "Resolve discussions",
  description: "Resolve discussions of a merge request, or open them again with resolved: false.",
  access: "write",
  idempotent: true,
  scopes: ["api"],
  input: z.object({
    project,
    iid: mergeIid,
    discussion_ids: nameList(50)
      .refine(({ length }) => length > 0, "is empty")
      .describe("Of get_merge_request"),
    resolved: z.boolean().default(true).describe("Else open again"),
  }),
  output: z.object({
    results: z.array(
      z.object({ discussion_id: z.string(), resolved: z.boolean().optional(), error: z.string().optional() }),
    ),
  }),
  async run({ project: name, iid, discussion_ids, resolved }, { client }: GitlabContext) {
    const known = new Map((await readDiscussions(client, name, iid)).map((row) => [row.id, row]));
    const results = [];
    for (const id of new Set(discussion_ids)) {
      results.push(await resolveOne(client, { name, iid, resolved }, id, known.get(id)));
    }
    return { results };
  },
});

/** Says of one discussion what became of it. */
async function resolveOne(
  client: GitlabClient,
  { name, iid, resolved }: { name: string; iid: number; resolved: boolean },
  id: string,
  row: UpstreamDiscussion | undefined,
) {
  if (!row) return { discussion_id: id, error: "is not on this merge request." };
  if (!isResolvable(row)) return { discussion_id: id, error: "is a single note, which cannot be resolved." };
  if (isResolved(row) === resolved) return { discussion_id: id, resolved };
  try {
    await client.discussions.resolve(name, iid, id, resolved);
    return { discussion_id: id, resolved };
  } catch (error) {
    const code = explainError(error)?.code;
    if (code === "not_found") return { discussion_id: id, error: "is not there any more." };
    if (code !== "forbidden") throw error;
    return { discussion_id: id, resolved: !resolved, error: "this account may not change it." };
  }
}
