import { type ApiDocument, type ApiSchema, isRecord } from "./document.ts";
import { type Exchange, header } from "./exchange.ts";
import type { fieldChecker } from "./check-fields.ts";
import { explain } from "./explain.ts";
import type { Report } from "./finding.ts";
import { isEmpty, isForm, isJson, mediaType, parsedJson, schemaFor } from "./media-type.ts";
import { formFields, type Operation } from "./operation.ts";
import type { Validate } from "./schemas.ts";
import { undeclaredNames } from "./undeclared.ts";

interface Tools {
  readonly document: ApiDocument;
  readonly validator: (schema: ApiSchema) => Validate;
  readonly checkFields: ReturnType<typeof fieldChecker>;
  readonly freeNames?: RegExp | undefined;
}

/** Checks the body of a request: there or not, its type, its schema, and names that no schema knows. */
export function checkBody({ body }: Operation, exchange: Exchange, tools: Tools, report: Report): void {
  const sent = exchange.requestBody;
  if (isEmpty(sent)) {
    if (body?.required) report("body", "is required", "");
    return;
  }
  if (!body) {
    if (!isEmptyObject(sent)) report("undeclared_body", "no body is declared", "");
    return;
  }
  const type = mediaType(header(exchange.requestHeaders, "content-type")) ?? "application/json";
  const schema = schemaFor(body.content, type);
  if (!schema) {
    report("body", `${type} is not declared; declared are: ${Object.keys(body.content).join(", ")}`, "");
  } else if (isForm(type) && isRecord(sent)) {
    const kinds = { undeclared: "undeclared_body", invalid: "body", missing: "body" } as const;
    tools.checkFields(formFields(tools.document, schema), sent, kinds, report);
  } else if (isJson(type)) checkJson(schema, parsedJson(sent), tools, report);
}

function checkJson(schema: ApiSchema, sent: unknown, { document, validator, freeNames }: Tools, report: Report): void {
  if (sent === undefined) return report("body", "is not JSON", "");
  const unknown = new Set<string>();
  for (const { pointer, reason } of undeclaredNames(document, schema, sent, freeNames)) {
    unknown.add(pointer);
    if (reason === "read-only") report("body", "is read-only", pointer);
    else report("undeclared_body", "is not declared", pointer);
  }
  for (const { pointer, message, undeclared } of explain(validator(schema)(sent))) {
    if (undeclared && unknown.has(pointer)) continue;
    report(undeclared ? "undeclared_body" : "body", message, pointer);
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
