import { z } from "zod";
import { annotationsOf, type AnyTool } from "../../connector/index.ts";
import type { Shape } from "../render/shape.ts";
import { ADDED_FIELDS, addedFields } from "./added-fields.ts";
import { publishedInput, publishedOutput } from "./published-schema.ts";

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
  /** Compared as numbers: `42.0` is 42. */
  numeric: boolean;
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
  /** What the output may be cut to. Stricter than what is published: the tool's own text counts on it. */
  shape: Shape;
}

const prepared = new WeakMap<AnyTool, Map<string, CatalogTool>>();

/** Does the work that must never be done per request: schemas, validators, annotations. Once for each tool of a process. */
export function catalogTool(
  tool: AnyTool,
  toolset: string,
  { guarded = false }: { guarded?: boolean } = {},
): CatalogTool {
  const made = prepared.get(tool) ?? new Map<string, CatalogTool>();
  prepared.set(tool, made);
  const key = `${toolset} ${guarded}`;
  const entry = made.get(key) ?? prepare(tool, toolset, guarded);
  made.set(key, entry);
  return entry;
}

function prepare(tool: AnyTool, toolset: string, guarded: boolean): CatalogTool {
  const added = addedFields(tool);
  const published = tool.publishedInput === undefined ? z.strictObject({ ...tool.input.shape, ...added }) : tool.input;
  const inputSchema = tool.publishedInput ?? publishedInput(published);
  // Any write may be asked about for what was read before it. That is too rare to stand in every schema: the error says it.
  const asked = guarded && tool.access !== "read" && tool.publishedInput === undefined;
  const input = asked ? published.extend({ confirm: ADDED_FIELDS.confirm }) : published;
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
    shape: shapeOf(tool.output),
  };
}

/** The schema without its metadata, with which a connector may publish less than it checks. */
function shapeOf(output: z.ZodObject): Shape {
  const json = z.toJSONSchema(output, { io: "output", unrepresentable: "any", metadata: z.registry() });
  return json as Shape;
}

/** A dry run answers with `preview` instead, which the schema leaves room for. */
function outputSchemaOf(tool: AnyTool): Record<string, unknown> | undefined {
  if (Object.keys(tool.output.shape).length === 0) return undefined;
  return publishedOutput(tool.output);
}

function headerParametersOf(schema: Readonly<Record<string, unknown>>): HeaderParameter[] {
  const properties = (schema["properties"] ?? {}) as Record<string, { type?: unknown; "x-mcp-header"?: unknown }>;
  return Object.entries(properties).flatMap(([field, { type, "x-mcp-header": header }]) =>
    typeof header === "string" ? [{ field, header, numeric: type === "integer" || type === "number" }] : [],
  );
}
