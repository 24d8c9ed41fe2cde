import { defineTool, gitRef, listUpTo, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { list, one } from "../../client/one.ts";
import { present } from "../../client/present.ts";
import { isRecent } from "../../client/recent.ts";
import { mergeIid, project } from "../../shape/fields.ts";
import type { UpstreamPipeline } from "../../shape/pipeline.ts";

const Variable = z.strictObject({
  key: shortText(255),
  value: z.string(),
  type: z.enum(["env_var", "file"]).optional(),
});

const Made = z.object({ pipeline_id: z.int(), status: z.string(), url: z.string().optional() });

export const createPipeline = defineTool({
  name: "create_pipeline",
  title: "Create pipeline",
  description: "Run a pipeline for a ref or a merge request.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    ref: gitRef.optional().describe("Branch or tag"),
    iid: mergeIid.optional(),
    variables: listUpTo(100, Variable).optional().describe("CI variables"),
    inputs: z.record(z.string(), z.unknown()).optional().describe("Inputs of the CI file"),
  }),
  output: Made,
  async run({ project: name, ref, iid, variables, inputs }, { client, preview }: GitlabContext) {
    if ((ref === undefined) === (iid === undefined)) {
      throw new ToolError("invalid_input", "Name a ref or a merge request by iid, one of them.");
    }
    if (iid !== undefined) {
      if (variables !== undefined || inputs !== undefined) {
        throw new ToolError("invalid_input", "A merge request's pipeline takes neither variables nor inputs.");
      }
      return toMade(await one<UpstreamPipeline>(client.mergeRequests.createPipeline(name, iid)));
    }
    preview({ after: { ref, inputs } });
    const rows = variables?.map(({ type, ...row }) => ({ ...row, ...present({ variableType: type }) }));
    return toMade(
      await one<UpstreamPipeline>(
        client.pipelines.create(name, ref ?? "", present({ variables: rows, inputs }) as never),
      ),
    );
  },
  async recover({ project: name, ref, iid }, { client, connection }: GitlabContext) {
    const username = await myName(client, connection);
    const asked =
      iid === undefined
        ? client.pipelines.all(name, { ref, username, source: "api", perPage: 5 } as never)
        : client.mergeRequests.allPipelines(name, iid, { perPage: 5 });
    const { rows } = await list<UpstreamPipeline>(asked);
    const found = rows.find(
      (row) => isRecent(row.created_at) && (iid === undefined || row.source === "merge_request_event"),
    );
    return found && toMade(found);
  },
});

function toMade(row: UpstreamPipeline): z.input<typeof Made> {
  return { pipeline_id: row.id, status: row.status, url: row.web_url ?? undefined };
}
