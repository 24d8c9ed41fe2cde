import { z } from "zod";
import { defineTool, type Access } from "../../connector/index.ts";
import { catalogTool, type CatalogTool } from "./catalog-tool.ts";
import { rankTools } from "./rank-tools.ts";

export const CALL_TOOL = "call_tool";
export const FIND_TOOLS = "find_tools";
export const FINDER_TOOLSET = "finder";

/** What `call_tool` takes. Its call goes through every stage as if the named tool had been called. */
export const CallToolInput = z.strictObject({
  name: z.string().max(64).describe("From find_tools"),
  arguments: z.record(z.string(), z.unknown()).default({}).describe("Its input"),
});

/** `find_tools` over exactly the tools that this caller may use. */
export function finderTool(reachable: readonly CatalogTool[]): CatalogTool {
  const tool = defineTool({
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
      items: z.array(
        z.object({
          name: z.string(),
          toolset: z.string(),
          access: z.string(),
          description: z.string(),
          input: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    text: ({ items }) =>
      items.length === 0
        ? "No tool fits. Try other words."
        : items
            .map(({ name, toolset, access, description, input }) =>
              [`${name} (${access}, ${toolset}): ${description}`, JSON.stringify(input)].join("\n"),
            )
            .join("\n\n"),
    run: async ({ query, limit }) => ({
      items: rankTools(reachable, query)
        .slice(0, limit)
        .map(({ tool: { name, access, description }, toolset, published }) => ({
          name,
          toolset,
          access,
          description,
          input: published.inputSchema,
        })),
    }),
  });
  return catalogTool(tool, FINDER_TOOLSET);
}

/** `call_tool` as it is listed. It promises no more than the mildest of what it can reach. */
export function callerTool(reachable: readonly CatalogTool[]): CatalogTool {
  const access = worstAccess(reachable);
  const shown = catalogTool(
    defineTool({
      name: CALL_TOOL,
      title: "Call tool",
      description: "Call a tool that find_tools found.",
      access: "read",
      scopes: [],
      input: CallToolInput,
      output: z.object({}),
      run: async () => ({}),
    }),
    FINDER_TOOLSET,
  );
  shown.published.annotations = {
    ...shown.published.annotations,
    readOnlyHint: access === "read",
    destructiveHint: access === "delete",
    idempotentHint: access === "read",
  };
  return shown;
}

function worstAccess(tools: readonly CatalogTool[]): Access {
  if (tools.some(({ tool }) => tool.access === "delete")) return "delete";
  return tools.some(({ tool }) => tool.access === "write") ? "write" : "read";
}
