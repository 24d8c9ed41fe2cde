import { defineTool } from "@fairlead/core";
import { z } from "zod";
import type { SlackContext } from "../../client/slack-client.ts";
import { runWorkflow as start } from "../../client/workflow/workflows.ts";
import { shortText } from "../../shape/fields.ts";

export const runWorkflow = defineTool({
  name: "run_workflow",
  title: "Run workflow",
  description: "Start a registered workflow with its inputs; see list_workflows.",
  access: "write",
  scopes: [],
  reach: "safe",
  input: z.object({
    workflow: shortText(80).describe("Name"),
    inputs: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .meta({ description: "By name", additionalProperties: true }),
  }),
  output: z.object({ workflow: z.string(), started_at: z.string() }),
  async run({ workflow, inputs }, context: SlackContext) {
    const name = await start(context, workflow, inputs);
    return { workflow: name, started_at: new Date().toISOString() };
  },
});
