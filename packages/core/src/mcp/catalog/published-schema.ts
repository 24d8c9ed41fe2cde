import { z } from "zod";

type JsonObject = Record<string, unknown>;

/**
 * A zod object as JSON Schema 2020-12, without what costs tokens and tells a model nothing: the dialect (it is MCP's
 * default), the range of safe integers, patterns and lengths of strings (checked all the same, and explained by the error).
 * Outputs promise no single field either: a result that is cut to fit its budget, or a
 * preview, may leave any of them out, and clients hold results to what is published.
 */
export function publishedSchema(schema: z.ZodObject, io: "input" | "output"): JsonObject {
  const json = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any" }) as JsonObject;
  delete json["$schema"];
  return slim(json, io) as JsonObject;
}

const STRING_CHECKS = new Set(["pattern", "minLength", "maxLength"]);

function slim(node: unknown, io: "input" | "output"): unknown {
  if (Array.isArray(node)) return node.map((item) => slim(item, io));
  if (typeof node !== "object" || node === null) return node;
  const out: JsonObject = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "minimum" && value === Number.MIN_SAFE_INTEGER) continue;
    if (key === "maximum" && value === Number.MAX_SAFE_INTEGER) continue;
    if (key === "additionalProperties" && io === "output" && value === false) continue;
    if (STRING_CHECKS.has(key) && "type" in node && node.type === "string") continue;
    if (key === "required" && io === "output" && Array.isArray(value)) continue;
    out[key] = slim(value, io);
  }
  return out;
}
