import { defineTool, listOf, page, present, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { list } from "../../client/one.ts";
import { paging } from "../../client/place.ts";
import { BranchRow, toBranchRow, type UpstreamBranch } from "../../shape/branch.ts";
import { project } from "../../shape/fields.ts";

export const listBranches = defineTool({
  name: "list_branches",
  title: "List branches",
  description: "Branches by their beginning: where they stand, whether they are protected, whether I can push.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({ project, query: shortText(255).optional().describe("Begins with"), ...page }),
  output: listOf(BranchRow),
  async run({ project: name, query, ...place }, { client }: GitlabContext) {
    const filter = present({ search: query === undefined || query === "" ? undefined : `^${query}` });
    const found = await list<UpstreamBranch>(client.branches.all(name, { ...filter, ...paging(place) }));
    return { items: found.rows.map(toBranchRow), next_cursor: found.next, total: found.total };
  },
});
