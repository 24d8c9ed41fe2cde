import { impliedScopes, type Access, type Vendor } from "../../connector/index.ts";
import { CALL_TOOL, type Catalog } from "../catalog/index.ts";
import { findResource } from "../read/read-resource.ts";

interface Operation {
  access: Access;
  scopes: readonly string[];
}

/**
 * The scopes of the one operation that a request is about, all of them: what the bearer's token must have been given for.
 *
 * @param granted what the vendor names for the connection's credential; undefined when it names none.
 * @returns nothing for requests that work on no account.
 */
export function operationScopes(
  body: unknown,
  options: {
    catalog: Catalog;
    vendor: Pick<Vendor, "scopes" | "publicReads">;
    granted: readonly string[] | undefined;
  },
): readonly string[] {
  const { catalog, vendor, granted } = options;
  const operation = operationOf(body, catalog);
  if (operation === undefined) return [];
  const { access, scopes } = operation;
  if (access !== "read" || granted === undefined) return scopes;
  // Reading public things needs no scope where the credential itself cannot do more: the vendor decides per object.
  const held = impliedScopes(granted, vendor.scopes);
  return scopes.filter((scope) => held.has(scope) || vendor.publicReads?.includes(scope) !== true);
}

function operationOf(body: unknown, catalog: Catalog): Operation | undefined {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: Readonly<Record<string, unknown>> };
  switch (method) {
    case "tools/call":
      return toolOf(catalog, params);
    case "resources/read":
    case "resources/subscribe":
      return readOf(findResource({ catalog }, String(params?.["uri"]))?.resource.scopes);
    case "prompts/get":
      return readOf(catalog.surroundings.prompts.find(({ prompt }) => prompt.name === params?.["name"])?.prompt.scopes);
    default:
      return undefined;
  }
}

function toolOf(
  { callable, reachable }: Catalog,
  params: Readonly<Record<string, unknown>> | undefined,
): Operation | undefined {
  const name = String(params?.["name"]);
  if (name !== CALL_TOOL || !callable.has(name)) return callable.get(name)?.tool;
  const inner = (params?.["arguments"] as { name?: unknown } | undefined)?.name;
  return (reachable.get(String(inner)) ?? callable.get(String(inner)))?.tool;
}

function readOf(scopes: readonly string[] | undefined): Operation | undefined {
  return scopes && { access: "read", scopes };
}
