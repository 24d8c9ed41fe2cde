import { briefly, defineTool, listOf, page, present, shortText } from "@fairlead/core";
import { AccessLevel } from "@gitbeaker/rest";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { list } from "../../client/one.ts";
import { paging } from "../../client/place.ts";
import { noteVisibility } from "../../client/visibility.ts";
import { group } from "../../shape/fields.ts";
import { projectRow, toProjectRow, type UpstreamProject } from "../../shape/project.ts";

const ORDERS = {
  activity: { orderBy: "last_activity_at", sort: "desc" },
  name: { orderBy: "name", sort: "asc" },
  created: { orderBy: "created_at", sort: "desc" },
  stars: { orderBy: "star_count", sort: "desc" },
} as const;

const SCOPES = { member: { membership: true }, owned: { owned: true }, starred: { starred: true }, all: {} } as const;

export const listProjects = defineTool({
  name: "list_projects",
  title: "List projects",
  description: "Projects: mine, a group's, starred, or by name.",
  access: "read",
  scopes: ["read_api"],
  reach: "rows",
  input: z.object({
    query: shortText(255).optional().describe("In name or path"),
    scope: z.enum(["member", "owned", "starred", "all"]).optional().describe("Mine: member"),
    group: group.optional(),
    include_subgroups: z.boolean().optional().describe("Below the group"),
    archived: z.boolean().optional().describe("Only, or none"),
    visibility: z.enum(["private", "internal", "public"]).optional().describe("Visibility"),
    min_access_level: z.int().optional().describe("10 to 50"),
    sort: z.enum(["activity", "name", "created", "stars"]).default("activity").describe("Order"),
    ...page,
  }),
  output: listOf(briefly(z.object(projectRow))),
  async run({ query, scope, group: within, include_subgroups, sort, ...asked }, context: GitlabContext) {
    const { client } = context;
    const { archived, visibility, min_access_level: level, ...place } = asked;
    const chosen = scope ?? (within === undefined ? "member" : "all");
    // Lists of a group know no membership: whoever has a role there is a member.
    const byRole = within !== undefined && chosen === "member";
    const minAccessLevel = byRole ? Math.max(level ?? 0, AccessLevel.GUEST) : level;
    const filter = present({ search: query, archived, visibility, minAccessLevel });
    const options = { ...filter, ...ORDERS[sort], ...(byRole ? {} : SCOPES[chosen]) };
    const found = await list<UpstreamProject>(
      within === undefined
        ? client.projects.all({ ...options, searchNamespaces: true, ...paging(place) } as never)
        : client.groups.allProjects(within, {
            ...options,
            includeSubgroups: include_subgroups ?? false,
            ...paging(place),
          } as never),
    );
    for (const row of found.rows) noteVisibility(context, row);
    return { items: found.rows.map(toProjectRow), next_cursor: found.next, total: found.total };
  },
});
