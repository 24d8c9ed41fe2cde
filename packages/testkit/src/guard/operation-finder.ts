import type { ApiDocument } from "./document.ts";
import { type Operation, readOperation } from "./operation.ts";
import { pathIndex } from "./path-index.ts";
import type { VendorRules } from "./vendors.ts";

export type Found =
  | { readonly operation: Operation; readonly parameters: Readonly<Record<string, string>> }
  | { readonly unknown: string };

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/** Finds the operation of a request; each is read from the description when it is first asked for. */
export function operationFinder(document: ApiDocument, rules: VendorRules): (method: string, path: string) => Found {
  const templates = Object.keys(document.paths).filter((template) => !rules.superseded?.includes(template));
  const find = pathIndex(templates, rules.slashes);
  const operations = new Map<string, Operation | undefined>();

  const operation = (template: string, method: string): Operation | undefined => {
    const key = `${method} ${template}`;
    if (!operations.has(key)) operations.set(key, readOperation(document, template, method));
    return operations.get(key);
  };
  const under = (template: string, method: string): Operation | undefined => {
    const same = operation(template, method);
    if (same || !rules.fieldsAnywhere) return same;
    return method === "GET" ? operation(template, "POST") : method === "POST" ? operation(template, "GET") : undefined;
  };

  return (method, path) => {
    const prefix = rules.base ? rules.base.exec(path)?.[0] : "";
    if (prefix === undefined) return { unknown: `${method} ${path} lacks the base path of the API` };
    const local = path.slice(prefix.length);
    const match = find(local, (template) => under(template, method) !== undefined);
    const found = match && under(match.template, method);
    if (match && found) return { operation: found, parameters: match.parameters };
    const others = methods.filter((other) => find(local, (template) => under(template, other) !== undefined));
    const hint = others.length > 0 ? `; the path takes ${others.join(", ")}` : "";
    return { unknown: `${method} ${path} is not in the description${hint}` };
  };
}
