import type { ApiSchema } from "./document.ts";

export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/**
 * A request may not carry read-only properties and an answer not write-only ones, so neither are required there.
 * In an open response objects may have more properties than a closed schema lists.
 */
export type Direction = "request" | "response" | "open response";

const kept = new Set(
  "pattern minLength maxLength minItems maxItems uniqueItems minimum maximum multipleOf minProperties maxProperties".split(
    " ",
  ),
);
const types = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

/**
 * A schema of OpenAPI 3.0 or Swagger 2 in the words of JSON Schema (draft 7). What only documents is left out.
 * `rename` gives each local `$ref` its new target.
 */
export function toJsonSchema(schema: ApiSchema, direction: Direction, rename: (pointer: string) => string): JsonSchema {
  const convert = (part: ApiSchema): JsonSchema => {
    // Beside a $ref nothing counts (OpenAPI 3.0.3, "Reference Object"); that it may be null is meant all the same.
    const result = part.$ref === undefined ? plain(part) : { $ref: rename(part.$ref) };
    return part.nullable === true ? orNull(result) : result;
  };

  const plain = (part: ApiSchema): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(part)) if (kept.has(keyword)) result[keyword] = value;
    Object.assign(result, typeOf(part), bounds(part));
    if (Array.isArray(part.enum)) result["enum"] = part.enum;
    // Edm.TimeOfDay has no zone, which "time" would ask for.
    if (typeof part.format === "string") result["format"] = part.format === "time" ? "iso-time" : part.format;

    if (part.properties) result["properties"] = mapped(part.properties);
    if (part.patternProperties) result["patternProperties"] = mapped(part.patternProperties);
    const required = requiredOf(part, direction);
    if (required.length > 0) result["required"] = required;
    const more = part.additionalProperties;
    if (typeof more === "object") result["additionalProperties"] = convert(more);
    else if (more === false && direction !== "open response") result["additionalProperties"] = false;

    const all = (part.allOf ?? []).map(convert);
    if (part.anyOf) all.push(oneOfThem(part.anyOf));
    // Alternatives overlap in every vendor's description: "exactly one" would refuse what they send.
    if (part.oneOf) all.push(oneOfThem(part.oneOf));
    if (part.not) all.push({ not: convert(part.not) });
    if (isList(part.items)) {
      // Slack writes its alternatives as a list of items.
      if (part.type === "array") result["items"] = oneOfThem(part.items);
      else all.push(oneOfThem(part.items));
    } else if (part.items) result["items"] = convert(part.items);
    if (all.length > 0) result["allOf"] = all;
    return result;
  };

  const mapped = (parts: Readonly<Record<string, ApiSchema>>) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, convert(part)]));
  const oneOfThem = (parts: readonly ApiSchema[]) => ({
    anyOf: parts.map((part) => (isNullIdiom(part) ? { type: "null" } : convert(part))),
  });
  return convert(schema);
}

function isList(items: ApiSchema["items"]): items is readonly ApiSchema[] {
  return Array.isArray(items);
}

/** Microsoft's converter writes "or null" as a bare nullable object, which would let any object pass. */
function isNullIdiom(part: ApiSchema): boolean {
  return part.type === "object" && part.nullable === true && Object.keys(part).length === 2;
}

/** Swagger's `file`, and slips such as `text`, say nothing about JSON. */
function typeOf({ type }: ApiSchema): { type?: unknown } {
  const known = [type ?? []].flat().filter((name) => types.has(name));
  return known.length === 0 ? {} : { type: known.length === 1 ? known[0] : known };
}

/** In OpenAPI 3.0 `exclusiveMinimum` is a flag on `minimum`. */
function bounds(part: ApiSchema): Record<string, unknown> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = part;
  return {
    ...(exclusiveMinimum === true ? { minimum: undefined, exclusiveMinimum: minimum } : {}),
    ...(exclusiveMaximum === true ? { maximum: undefined, exclusiveMaximum: maximum } : {}),
    ...(typeof exclusiveMinimum === "number" ? { exclusiveMinimum } : {}),
    ...(typeof exclusiveMaximum === "number" ? { exclusiveMaximum } : {}),
  };
}

function requiredOf({ required, properties }: ApiSchema, direction: Direction): string[] {
  if (!Array.isArray(required)) return [];
  const hidden = direction === "request" ? "readOnly" : "writeOnly";
  return required.filter((name) => properties?.[name]?.[hidden] !== true);
}

/** `nullable` also where no type stands beside it: "else" keeps the errors of the schema itself. */
function orNull(schema: Record<string, unknown>): JsonSchema {
  if (schema["type"] === undefined || schema["allOf"] !== undefined) return { if: { type: "null" }, else: schema };
  const values = schema["enum"];
  return {
    ...schema,
    type: [...new Set([schema["type"], "null"].flat())],
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}
