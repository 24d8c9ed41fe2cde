import type { z } from "zod";

const WORDS = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["0", false],
  ["no", false],
  ["off", false],
]);

/**
 * Reads text as the type that a setting has: `yes`, `3000`, `a, b`. Text that cannot be read comes back as it is,
 * so that the schema refuses it.
 */
export function parseText(text: string, schema: z.core.JSONSchema.JSONSchema): unknown {
  switch (schema.type) {
    case "boolean":
      return WORDS.get(text.trim().toLowerCase()) ?? text;
    case "integer":
    case "number":
      return /^[+-]?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case "array":
      return parseList(text, schema.items);
    default:
      return text.trim();
  }
}

function parseList(text: string, items: z.core.JSONSchema.JSONSchema["items"]): unknown {
  // Objects have commas of their own.
  if (typeof items === "object" && !Array.isArray(items) && items.type === "object") return parseJson(text);
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return typeof items === "object" && !Array.isArray(items) ? parts.map((part) => parseText(part, items)) : parts;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
