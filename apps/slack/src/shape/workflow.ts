import { z } from "zod";

const TYPES = ["text", "number", "boolean", "user", "channel", "timestamp", "email", "link"] as const;

/** One input of a workflow. */
const workflowInput = z.strictObject({
  name: z.string().min(1).max(80),
  type: z.enum(TYPES).default("text"),
  required: z.boolean().default(false),
  description: z.string().max(300).default(""),
});

/** A workflow that the operator lets people start. Its address is a secret: whoever has it can start it. */
const workflow = z.strictObject({
  name: z.string().min(1).max(80),
  description: z.string().max(300).default(""),
  inputs: z.array(workflowInput).max(30).default([]),
  url: z.url(),
});

export const workflowList = z.array(workflow).max(200);

export type Workflow = z.output<typeof workflow>;
