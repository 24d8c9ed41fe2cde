import { z } from "zod";

type JsonObject = Record<string, unknown>;

/**
 * An input as JSON Schema 2020-12, without what costs tokens and tells a model nothing: the dialect (MCP's default), the
 * range of safe integers, patterns and lengths of strings, lower bounds that go without saying, switches that are off by
 * default, and the ban on further fields. All of it is checked all the same and explained by the error; and other
 * spellings of a field, which are taken silently, would not pass a client that holds arguments to such a ban.
 */
export function publishedInput(schema: z.ZodObject): JsonObject {
  const json = slim(jsonSchema(schema, "input"), isInputNoise);
  const takesNothing = Object.keys(schema.shape).length === 0;
  return takesNothing ? { type: "object", additionalProperties: false } : json;
}

/**
 * An output as JSON Schema 2020-12, as far as it helps to choose and to program: fields and their types, rows of `items`
 * included, and nothing below. No field is promised: a result that is cut to fit its budget, or a preview, may leave any of
 * them out, and clients hold results to what is published.
 */
export function publishedOutput(schema: z.ZodObject): JsonObject {
  return outline(slim(jsonSchema(schema, "output"), isOutputNoise), 1);
}

function jsonSchema(schema: z.ZodObject, io: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
  });
  return json;
}

type Noise = (key: string, value: unknown, node: JsonObject) => boolean;

const STRING_CHECKS = new Set(["pattern", "minLength", "maxLength", "format"]);

const isInputNoise: Noise = (key, value, node) =>
  isSafeRange(key, value) ||
  (STRING_CHECKS.has(key) && node["type"] === "string") ||
  (key === "default" && value === false) ||
  (key === "minimum" && (value === 0 || value === 1)) ||
  (key === "minItems" && value === 1) ||
  key === "propertyNames" ||
  (key === "additionalProperties" && (value === false || isEmpty(value)));

const isOutputNoise: Noise = (key, value, node) =>
  isSafeRange(key, value) ||
  (STRING_CHECKS.has(key) && node["type"] === "string") ||
  (key === "additionalProperties" && value === false) ||
  (key === "required" && Array.isArray(value));

function isSafeRange(key: string, value: unknown): boolean {
  return (
    (key === "minimum" && value === Number.MIN_SAFE_INTEGER) || (key === "maximum" && value === Number.MAX_SAFE_INTEGER)
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function slim(node: JsonObject, isNoise: Noise): JsonObject {
  const kept = Object.entries(node).filter(([key, value]) => !isNoise(key, value, node));
  return Object.fromEntries(kept.map(([key, value]) => [key, slimValue(value, isNoise)]));
}

function slimValue(value: unknown, isNoise: Noise): unknown {
  if (Array.isArray(value)) return value.map((item) => slimValue(item, isNoise));
  return typeof value === "object" && value !== null ? slim(value as JsonObject, isNoise) : value;
}

/** Fields down to `depth` levels of objects; the rows of `items` count as the level of their list. */
function outline(node: JsonObject, depth: number): JsonObject {
  const { properties, items, ...rest } = node as { properties?: Record<string, JsonObject>; items?: JsonObject };
  if (depth === 0) return rest;
  return {
    ...rest,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          name === "items" ? listOutline(field, depth) : outline(field, depth - 1),
        ]),
      ),
    }),
    ...(items !== undefined && { items: outline(items, depth) }),
  };
}

function listOutline({ items, ...rest }: JsonObject, depth: number): JsonObject {
  return { ...rest, ...(items !== undefined && { items: outline(items as JsonObject, depth) }) };
}
