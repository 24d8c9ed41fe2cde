import { briefly, defineTool, gitRef, isoTime, listOf, objectId, page, present, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { list } from "../../client/one.ts";
import { paging } from "../../client/place.ts";
import { project, username } from "../../shape/fields.ts";
import { pipelineRow, toPipelineRow, type UpstreamPipeline } from "../../shape/pipeline.ts";

export const listPipelines = defineTool({
  name: "list_pipelines",
  title: "List pipelines",
  description: "Recent pipelines, newest first, by ref, commit, status, source.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    ref: gitRef.optional(),
    sha: objectId.optional().describe("Commit"),
    status: shortText(50).optional().describe("Such as failed"),
    source: shortText(50).optional().describe("Such as push"),
    username: username.optional(),
    updated_after: isoTime.optional(),
    updated_before: isoTime.optional(),
    ...page,
  }),
  output: listOf(briefly(z.object(pipelineRow))),
  async run({ project: name, updated_after, updated_before, limit, cursor, ...filter }, { client }: GitlabContext) {
    const options = {
      ...present({ ...filter, updatedAfter: updated_after, updatedBefore: updated_before }),
      ...paging({ limit, cursor }),
    };
    const found = await list<UpstreamPipeline>(client.pipelines.all(name, options as never));
    return { items: found.rows.map(toPipelineRow), next_cursor: found.next, total: found.total };
  },
});
