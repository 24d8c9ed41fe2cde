import { type ApiDocument, type ApiSchema, follow, isRecord } from "./document.ts";
import { type Exchange, header } from "./exchange.ts";
import type { Report } from "./finding.ts";
import { isJson, mediaType, parsedJson, schemaFor } from "./media-type.ts";
import type { Operation } from "./operation.ts";

/** Kinds of values that a description names on purpose; "string" is what it says of what it does not know. */
const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
};

/**
 * Checks the shape of an answer against a description whose types cannot be relied on: every member is one that it names,
 * at any depth, and numbers and booleans are such. Lists may be described by their rows. Null may stand anywhere.
 */
export function checkNames(
  document: ApiDocument,
  { responses }: Operation,
  exchange: Exchange,
  report: Report,
): boolean {
  const { status, responseHeaders, responseBody } = exchange;
  const type = mediaType(header(responseHeaders, "content-type"));
  if (status < 200 || status > 299 || !type || !isJson(type)) return false;
  // Which of the 2xx it is, is often described wrongly.
  const content = responses[String(status)] ?? Object.entries(responses).find(([name]) => name.startsWith("2"))?.[1];
  const schema = content && schemaFor(content, type);
  const body = parsedJson(responseBody);
  if (!schema || body === undefined) return false;
  check(document, schema, body, "", report);
  return true;
}

function check(document: ApiDocument, described: ApiSchema, value: unknown, pointer: string, report: Report): void {
  const schema = follow(document, described);
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const items = schema.type === "array" ? schema.items : schema;
    if (items === undefined || Array.isArray(items)) return;
    for (const row of value) check(document, items as ApiSchema, row, `${pointer}/*`, report);
    return;
  }
  if (isRecord(value)) {
    const { properties } = schema;
    if (properties === undefined) return;
    for (const [name, member] of Object.entries(value)) {
      const known = properties[name];
      if (known === undefined) report("response_body", `${name} is not described`, `${pointer}/${name}`);
      else check(document, known, member, `${pointer}/${name}`, report);
    }
    return;
  }
  const isKind = typeof schema.type === "string" ? KINDS[schema.type] : undefined;
  if (isKind?.(value) === false) report("response_body", `is no ${String(schema.type)}`, pointer);
}
