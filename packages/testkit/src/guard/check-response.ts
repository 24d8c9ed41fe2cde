import { type ApiSchema, isRecord } from "./document.ts";
import { type Exchange, header } from "./exchange.ts";
import { explain } from "./explain.ts";
import type { Report } from "./finding.ts";
import { isEmpty, isJson, mediaType, parsedJson, schemaFor } from "./media-type.ts";
import type { Content, Operation } from "./operation.ts";
import type { Validate } from "./schemas.ts";
import type { VendorRules } from "./vendors.ts";

const bodiless = new Set([204, 205, 304]); // RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5

/** Checks an answer: its status, its content type and its body. */
export function checkResponse(
  { responses }: Operation,
  exchange: Exchange,
  rules: VendorRules,
  validator: (schema: ApiSchema) => Validate,
  report: Report,
): void {
  const { status, responseHeaders, responseBody } = exchange;
  const content = declared(responses, exchange, rules);
  if (!content && !rules.statuses?.includes(status)) {
    report("response_status", `${status} is not declared; declared are: ${Object.keys(responses).join(", ")}`);
    return;
  }
  if (bodiless.has(status) || exchange.method.toUpperCase() === "HEAD") {
    if (!isEmpty(responseBody)) report("response_body", `${status} carries no body`, "");
    return;
  }
  if (!content || Object.keys(content).length === 0) return;

  const type = mediaType(header(responseHeaders, "content-type"));
  if (type && rules.rawTypes?.test(type) && header(exchange.requestHeaders, "accept")?.includes(type)) return;
  const schema = type ? schemaFor(content, type) : undefined;
  if (!type || !schema) {
    const types = Object.keys(content).join(", ");
    report("response_content_type", `${type ?? "no type"} is not declared for ${status}; declared are: ${types}`);
    return;
  }
  if (!isJson(type)) return;
  const body = typeof responseBody === "string" ? (parsedJson(responseBody) ?? responseBody) : parsedJson(responseBody);
  if (body === undefined) return report("response_body", "is not JSON", "");
  for (const { pointer, message } of explain(validator(schema)(body))) report("response_body", message, pointer);
}

function declared(responses: Operation["responses"], exchange: Exchange, rules: VendorRules): Content | undefined {
  const failed = rules.okField !== undefined && isFalse(exchange.responseBody, rules.okField);
  const own = failed ? undefined : responses[String(exchange.status)];
  return own ?? responses[`${String(exchange.status).slice(0, 1)}XX`] ?? responses["default"];
}

function isFalse(body: unknown, name: string): boolean {
  const parsed = parsedJson(body);
  return isRecord(parsed) && parsed[name] === false;
}
