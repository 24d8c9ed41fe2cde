import type { z } from "zod";

/** What a setting takes, in words: `an integer from 1 to 65535`, `one of trace, debug, info`. */
export function acceptedValues(schema: z.core.JSONSchema.JSONSchema): string {
  const { accepts } = schema;
  if (typeof accepts === "string") return accepts;
  const choices = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (choices !== undefined) return choices.length === 1 ? `only ${choices[0]}` : `one of ${choices.join(", ")}`;
  switch (schema.type) {
    case "boolean":
      return "true or false (also 1, 0, yes, no, on, off)";
    case "integer":
      return `an integer${range(schema)}`;
    case "number":
      return `a number${range(schema)}`;
    case "array":
      return `a comma-separated list${itemText(schema.items)}`;
    case "string":
      return stringText(schema);
    default:
      return "a value of the documented form";
  }
}

function range(schema: z.core.JSONSchema.JSONSchema): string {
  const least = bound(schema.minimum);
  const most = bound(schema.maximum);
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` of at least ${least}`;
  if (most !== undefined) return ` of at most ${most}`;
  return typeof schema.exclusiveMinimum === "number" ? ` above ${schema.exclusiveMinimum}` : "";
}

/** The safe integers bound every integer; saying so tells nobody anything. */
function bound(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value;
}

function itemText(items: z.core.JSONSchema.JSONSchema["items"]): string {
  return typeof items === "object" && !Array.isArray(items) ? `, each ${acceptedValues(items)}` : "";
}

function stringText({ format, minLength = 0, maxLength, pattern }: z.core.JSONSchema.JSONSchema): string {
  if (format === "uri") return "a URL";
  if (format !== undefined) return `text in the form of ${format}`;
  if (pattern !== undefined) return `text that matches ${pattern}`;
  if (minLength > 1) return `text of at least ${minLength} characters`;
  return maxLength === undefined ? "text" : `text of at most ${maxLength} characters`;
}
