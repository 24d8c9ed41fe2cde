import { defineTool, listOf, page, present, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import type { UpstreamMilestone } from "../../client/names.ts";
import { list } from "../../client/one.ts";
import { placeOf } from "../../client/milestone-place.ts";
import { paging } from "../../client/place.ts";
import { group, project } from "../../shape/fields.ts";
import { MilestoneRow, toMilestoneRow } from "../../shape/milestone.ts";

export const listMilestones = defineTool({
  name: "list_milestones",
  title: "List milestones",
  description: "Milestones of a project, with those of its groups, or of a group.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project: project.optional(),
    group: group.optional(),
    state: z.enum(["active", "closed", "all"]).default("active").describe("State"),
    query: shortText(255).optional().describe("In title or text"),
    ...page,
  }),
  output: listOf(MilestoneRow),
  async run({ state, query, limit, cursor, ...where }, { client }: GitlabContext) {
    const { milestones, name } = placeOf(client, where);
    const filter = present({ state: state === "all" ? undefined : state, search: query });
    const options = { ...filter, includeAncestors: true, ...paging({ limit, cursor }) };
    const found = await list<UpstreamMilestone>(milestones.all(name, options as never));
    return { items: found.rows.map(toMilestoneRow), next_cursor: found.next, total: found.total };
  },
});
