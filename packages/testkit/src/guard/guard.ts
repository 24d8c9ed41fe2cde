import { checkBody } from "./check-body.ts";
import { fieldChecker } from "./check-fields.ts";
import { checkNames } from "./check-names.ts";
import { checkResponse } from "./check-response.ts";
import type { ApiDocument } from "./document.ts";
import { type Exception, exceptionList } from "./exceptions.ts";
import type { Exchange } from "./exchange.ts";
import { describeFinding, type Finding, mergeAlike, type Report } from "./finding.ts";
import { isEmpty, parsedJson } from "./media-type.ts";
import { formFields, type Operation } from "./operation.ts";
import { operationFinder } from "./operation-finder.ts";
import { schemaCompiler } from "./schemas.ts";
import type { VendorRules } from "./vendors.ts";

export interface GuardOptions {
  readonly exceptions?: readonly Exception[];
  /** What stands before the vendor's own paths, such as a stand-in's `/github`. */
  readonly base?: string;
  /** Exchanges that the description does not cover, such as GitHub's `/graphql`. */
  readonly ignore?: (exchange: Exchange) => boolean;
}

export interface GuardReport {
  readonly requests: number;
  readonly responses: number;
  readonly ignored: number;
  /** How often each operation was met, by `METHOD /template`. */
  readonly operations: Map<string, number>;
  readonly findings: Finding[];
}

/** Holds a client and a server to the vendor's description of its API. */
export interface Guard {
  /** Checks one exchange and remembers what it found; exceptions are left out. */
  readonly check: (exchange: Exchange) => Finding[];
  readonly report: () => GuardReport;
  /** Throws an Error that lists every finding so far. */
  readonly assertClean: () => void;
  readonly unusedExceptions: () => Exception[];
}

/** What guards of one description share: compiling its schemas is the costly part. */
export type Description = ReturnType<typeof describeApi>;

export function describeApi(document: ApiDocument, rules: VendorRules) {
  const requests = schemaCompiler(document, "request");
  return {
    document,
    rules,
    find: operationFinder(document, rules),
    requests,
    responses: schemaCompiler(document, rules.openResponses ? "open response" : "response"),
    checkFields: fieldChecker(document, requests),
  };
}

/** A guard with a report of its own. */
export function createGuard(description: Description, options: GuardOptions = {}): Guard {
  const { base = "", ignore } = options;
  const exceptions = exceptionList(options.exceptions ?? []);
  const operations = new Map<string, number>();
  const findings: Finding[] = [];
  const counts = { requests: 0, responses: 0, ignored: 0 };

  const check = (exchange: Exchange): Finding[] => {
    if (ignore?.(exchange)) {
      counts.ignored += 1;
      return [];
    }
    const method = exchange.method.toUpperCase();
    const path = exchange.path.startsWith(base) ? exchange.path.slice(base.length) : exchange.path;
    const found: Finding[] = [];
    counts.requests += 1;
    const match = description.find(method, path);
    if ("unknown" in match) found.push({ kind: "unknown_operation", message: match.unknown });
    else {
      const { name } = match.operation;
      operations.set(name, (operations.get(name) ?? 0) + 1);
      const report: Report = (kind, message, pointer) =>
        found.push({ kind, operation: name, message, ...(pointer !== undefined && { pointer }) });
      checkRequest(description, match.operation, match.parameters, exchange, report);
      if (description.rules.responseNames) {
        if (checkNames(description.document, match.operation, exchange, report)) counts.responses += 1;
      } else {
        counts.responses += 1;
        checkResponse(match.operation, exchange, description.rules, description.responses, report);
      }
    }
    const kept = mergeAlike(found.filter((finding) => !exceptions.covers(finding, `${method} ${path}`)));
    findings.push(...kept);
    return kept;
  };

  return {
    check,
    report: () => ({ ...counts, operations: new Map(operations), findings: [...findings] }),
    assertClean: () => {
      const lines = mergeAlike(findings).map((finding) => `  ${describeFinding(finding)}`);
      if (lines.length > 0) throw new Error(["Not as the vendor describes its API:", ...lines].join("\n"));
    },
    unusedExceptions: exceptions.unused,
  };
}

const queryKinds = { undeclared: "undeclared_query", invalid: "query_parameter", missing: "missing_query" } as const;

function checkRequest(
  description: Description,
  operation: Operation,
  parameters: Readonly<Record<string, string>>,
  exchange: Exchange,
  report: Report,
): void {
  const { document, rules, requests: validator, checkFields } = description;
  if (operation.deprecated) report("deprecated_operation", "is deprecated by the vendor");
  const pathKinds = { undeclared: "path_parameter", invalid: "path_parameter", missing: "path_parameter" } as const;
  const inPath = operation.path.filter(({ name }) => name in parameters);
  const values = Object.fromEntries(inPath.map(({ name }) => [name, parameters[name]]));
  checkFields(inPath, values, pathKinds, report);

  const query = Object.fromEntries(Object.entries(exchange.query).filter(([name]) => !rules.query?.includes(name)));
  if (!rules.fieldsAnywhere) {
    checkFields(operation.query, query, queryKinds, report);
    checkBody(operation, exchange, { document, validator, checkFields, freeNames: rules.freeNames }, report);
    return;
  }
  const forms = Object.values(operation.body?.content ?? {}).flatMap((schema) => formFields(document, schema));
  const body = isEmpty(exchange.requestBody) ? {} : parsedJson(exchange.requestBody);
  if (typeof body !== "object" || body === null) return report("body", "is neither a form nor a JSON object", "");
  const sent = Object.fromEntries(Object.entries(body).filter(([name]) => !rules.query?.includes(name)));
  // The credential may travel in a header, whatever the description says of it.
  const declared = [...operation.query, ...forms].filter(({ name }) => rules.query?.includes(name) !== true);
  checkFields(declared, { ...query, ...sent }, queryKinds, report);
}
