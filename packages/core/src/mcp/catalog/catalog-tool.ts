import { z } from "zod";
import { annotationsOf, type AnyTool } from "../../connector/index.ts";
import { addedFields } from "./added-fields.ts";
import { publishedSchema } from "./published-schema.ts";

/** A tool as `tools/list` shows it. */
export interface PublishedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  annotations: ReturnType<typeof annotationsOf>;
}

/** A parameter that clients repeat as an `Mcp-Param-{header}` header (`x-mcp-header`). */
export interface HeaderParameter {
  field: string;
  header: string;
}

/** A tool with everything about it that does not change between calls. */
export interface CatalogTool {
  tool: AnyTool;
  toolset: string;
  published: PublishedTool;
  /** Strict: unknown fields fail. */
  input: z.ZodObject;
  fields: ReadonlySet<string>;
  headerParameters: readonly HeaderParameter[];
}

/** Does the work that must never be done per request: schemas, validators, annotations. */
export function catalogTool(tool: AnyTool, toolset: string): CatalogTool {
  const added = addedFields(tool);
  const input = tool.publishedInput === undefined ? z.strictObject({ ...tool.input.shape, ...added }) : tool.input;
  const inputSchema = tool.publishedInput ?? publishedSchema(input, "input");
  const outputSchema = outputSchemaOf(tool);
  return {
    tool,
    toolset,
    published: {
      name: tool.name,
      title: tool.title,
      description: tool.description,
      inputSchema: { ...inputSchema },
      ...(outputSchema !== undefined && { outputSchema }),
      annotations: annotationsOf(tool),
    },
    input,
    fields: new Set(Object.keys(input.shape)),
    headerParameters: headerParametersOf(inputSchema),
  };
}

/** A dry run answers with a preview instead of the output. */
function outputSchemaOf(tool: AnyTool): Record<string, unknown> | undefined {
  if (Object.keys(tool.output.shape).length === 0) return undefined;
  const schema = publishedSchema(tool.output, "output");
  if (tool.access === "read") return schema;
  const properties = schema["properties"] as Record<string, unknown>;
  return { ...schema, properties: { ...properties, preview: { type: "object" } } };
}

function headerParametersOf(schema: Readonly<Record<string, unknown>>): HeaderParameter[] {
  const properties = (schema["properties"] ?? {}) as Record<string, { "x-mcp-header"?: unknown }>;
  return Object.entries(properties).flatMap(([field, { "x-mcp-header": header }]) =>
    typeof header === "string" ? [{ field, header }] : [],
  );
}
