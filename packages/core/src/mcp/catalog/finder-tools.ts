import { z } from "zod";
import { annotationsOf, defineTool, type Access } from "../../connector/index.ts";
import { catalogTool, type CatalogTool } from "./catalog-tool.ts";
import { rankTools } from "./rank-tools.ts";

export const CALL_TOOL = "call_tool";
export const FIND_TOOLS = "find_tools";
const FINDER_TOOLSET = "finder";

/** What `call_tool` takes. Its call goes through every stage as if the named tool had been called. */
export const CallToolInput = z.strictObject({
  name: z.string().max(64).describe("From find_tools"),
  arguments: z.record(z.string(), z.unknown()).default({}).describe("Its input"),
});

/** A found tool. Published with no more than its name: nobody chooses a tool by that. */
interface Found {
  name: string;
  toolset: string;
  access: Access;
  description: string;
  input: Readonly<Record<string, unknown>>;
}

function foundText(row: Readonly<Record<string, unknown>>): string {
  const { name, toolset, access, description, input } = row as unknown as Found;
  return `${name} (${access}, ${toolset}): ${description}\n${JSON.stringify(input)}`;
}

const nobody = async (): Promise<never> => {
  throw new Error("Not a tool of its own.");
};

/** A tool that was found. Published without its fields: whoever looks for tools reads them anyway. */
const FoundTool = z
  .object({
    name: z.string(),
    toolset: z.string(),
    access: z.string(),
    description: z.string(),
    input: z.record(z.string(), z.unknown()),
  })
  .meta({ properties: undefined });

/** `find_tools`, prepared once; what it looks through comes with each catalog. */
const finder = catalogTool(
  defineTool({
    name: FIND_TOOLS,
    title: "Find tools",
    description: "Find further tools by what they do, with their input schema, for call_tool.",
    access: "read",
    scopes: [],
    input: z.object({
      query: z.string().min(1).max(200).describe("What to do, in words"),
      limit: z.int().min(1).max(20).default(5).describe("Tools"),
    }),
    output: z.object({
      items: z.array(FoundTool),
    }),
    text: ({ items }) => (items.length === 0 ? "No tool fits. Try other words." : items.map(foundText).join("\n\n")),
    run: nobody,
  }),
  FINDER_TOOLSET,
);

/** `call_tool` as it is listed: every call of it is one of the tool that it names. */
const caller = catalogTool(
  defineTool({
    name: CALL_TOOL,
    title: "Call tool",
    description: "Call a tool that find_tools found.",
    access: "read",
    scopes: [],
    input: CallToolInput,
    output: z.object({}),
    run: nobody,
  }),
  FINDER_TOOLSET,
);

/** `find_tools` and `call_tool` over exactly the tools that this caller may use. */
export function finderTools(reachable: readonly CatalogTool[]): CatalogTool[] {
  const run = async ({ query, limit }: { query: string; limit: number }) => ({
    items: rankTools(reachable, query)
      .slice(0, limit)
      .map(({ tool: { name, access, description }, toolset, published }): Found => ({
        name,
        toolset,
        access,
        description,
        input: published.inputSchema,
      })),
  });
  // A client that trusts the hints must not take it for milder than the worst it can do.
  const annotations = annotationsOf({ access: worstAccess(reachable) });
  return [
    { ...finder, tool: { ...finder.tool, run } },
    { ...caller, published: { ...caller.published, annotations } },
  ];
}

function worstAccess(tools: readonly CatalogTool[]): Access {
  if (tools.some(({ tool }) => tool.access === "delete")) return "delete";
  return tools.some(({ tool }) => tool.access === "write") ? "write" : "read";
}
