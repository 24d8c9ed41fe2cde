import { defineTool, gitRef, listUpTo, present, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { findStarted, noteBefore } from "../../client/new-pipeline.ts";
import { one } from "../../client/one.ts";
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
  async run({ project: name, ref, iid, variables, inputs }, context: GitlabContext) {
    const { client, preview } = context;
    if ((ref === undefined) === (iid === undefined)) {
      throw new ToolError("invalid_input", "Name a ref or a merge request by iid, one of them.");
    }
    if (iid !== undefined) {
      if (variables !== undefined || inputs !== undefined) {
        throw new ToolError("invalid_input", "A merge request's pipeline takes neither variables nor inputs.");
      }
      await noteBefore({ project: name, iid }, context);
      return toMade(await one<UpstreamPipeline>(client.mergeRequests.createPipeline(name, iid)));
    }
    preview({ after: { ref, inputs } });
    await noteBefore({ project: name, ref }, context);
    const rows = variables?.map(({ type, ...row }) => ({ ...row, ...present({ variableType: type }) }));
    return toMade(
      await one<UpstreamPipeline>(
        client.pipelines.create(name, ref ?? "", present({ variables: rows, inputs }) as never),
      ),
    );
  },
  async recover({ project: name, ref, iid, variables }, context: GitlabContext) {
    const found = await findStarted({ project: name, ref, iid, variables }, context);
    return found && toMade(found);
  },
});

function toMade(row: UpstreamPipeline): z.input<typeof Made> {
  return { pipeline_id: row.id, status: row.status, url: row.web_url ?? undefined };
}
