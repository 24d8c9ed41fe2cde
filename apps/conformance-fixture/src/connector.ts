import { defineConnector } from "@fairlead/core";
import { prompts } from "./prompts.ts";
import { resources } from "./resources.ts";
import { askingTools } from "./tools/asking.ts";
import { elicitationSchemaTools } from "./tools/elicitation-schemas.ts";
import { jsonSchemaTool } from "./tools/json-schema.ts";
import { plainTools } from "./tools/plain.ts";
import { statefulTools } from "./tools/stateful.ts";
import { taskTools } from "./tools/tasks.ts";
import { nowhere } from "./vendor.ts";

const plain = [...plainTools, jsonSchemaTool];
const asking = [...askingTools, ...elicitationSchemaTools, ...statefulTools];

/** What the MCP conformance suite expects of a server, made with the same calls as every connector. */
export const fixture = defineConnector({
  name: "fixture",
  title: "Conformance fixture",
  version: "1.0.0",
  description: "The tools, prompts and resources that the MCP conformance suite names",
  instructions: "For the MCP conformance suite.",
  vendor: nowhere,
  toolsets: {
    plain: { title: "Plain", description: "Tools that answer at once", tools: plain },
    asking: { title: "Asking", description: "Tools that ask first", tools: asking },
    tasks: { title: "Tasks", description: "Tools that take long", tools: taskTools },
  },
  defaultTools: [...plain, ...asking, ...taskTools].map(({ name }) => name),
  resources,
  prompts,
  completions: {
    arg1: async (typed) => ["paris", "park", "party"].filter((value) => value.startsWith(typed)),
    arg2: async () => [],
    id: async () => ["1", "2", "3"],
  },
  deprecated: { logging: true },
});
