import { briefly, defineTool, gitRef, listOf, page, present, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabClient, GitlabContext } from "../../client/gitlab-client.ts";
import { list } from "../../client/one.ts";
import { paging } from "../../client/place.ts";
import { readProject } from "../../client/projects.ts";
import { unlessStatus } from "../../client/unless-status.ts";
import { group, project } from "../../shape/fields.ts";

const Match = z.object({
  project: z.string(),
  path: z.string(),
  ref: z.string().optional(),
  start_line: z.int().optional(),
  text: z.string(),
});

interface UpstreamMatch {
  project_id: number;
  path: string;
  ref?: string | null;
  startline?: number | null;
  data?: string | null;
}

export const searchCode = defineTool({
  name: "search_code",
  title: "Search code",
  description: "Search code in a project, on any ref; in a group with advanced search.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    query: shortText(500).describe("Words to find"),
    project: project.optional(),
    group: group.optional(),
    ref: gitRef.optional(),
    path: shortText(200).optional().describe("Part of the path"),
    extension: shortText(20).optional().describe("Such as ts"),
    ...page,
  }),
  output: listOf(briefly(Match)),
  async run({ query, project: name, group: within, ref, path, extension, ...place }, { client }: GitlabContext) {
    if ((name === undefined) === (within === undefined)) {
      throw new ToolError("invalid_input", "Name a project or a group, one of them.");
    }
    if (within !== undefined && ref !== undefined) {
      throw new ToolError("invalid_input", "A group is searched on default branches: name a project to search a ref.");
    }
    const filters = [path && `path:${path}`, extension && `extension:${extension.replace(/^\./, "")}`];
    const search = [query, ...filters].filter(Boolean).join(" ");
    const where = name === undefined ? { groupId: within } : { projectId: name, ...present({ ref }) };
    const found = await list<UpstreamMatch>(
      client.search.all("blobs", search, { ...where, ...paging(place) } as never),
    );
    const paths = await projectPaths(client, name, found.rows);
    return {
      items: found.rows.map((row) => ({
        project: paths.get(row.project_id) ?? String(row.project_id),
        path: row.path,
        ref: row.ref ?? undefined,
        start_line: row.startline ?? undefined,
        text: row.data ?? "",
      })),
      next_cursor: found.next,
      total: found.total,
    };
  },
});

/** Rows name their project by id alone. */
async function projectPaths(
  client: GitlabClient,
  asked: string | undefined,
  rows: readonly UpstreamMatch[],
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(rows.map((row) => row.project_id))];
  // A path that was given, and led here, needs no asking.
  if (asked !== undefined && !/^\d+$/.test(asked)) return new Map(ids.map((id) => [id, asked]));
  const found = await Promise.all(ids.map((id) => unlessStatus(readProject(client, String(id)), 403, 404)));
  return new Map(found.flatMap((row) => (row ? [[row.id, row.path_with_namespace] as const] : [])));
}
