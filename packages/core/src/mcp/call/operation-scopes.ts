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
 * @param mostListened of the resources that a client wants to listen to, so many are looked at: further ones are left out.
 * @returns nothing for requests that work on no account.
 */
export function operationScopes(
  body: unknown,
  options: {
    catalog: Catalog;
    vendor: Pick<Vendor, "scopes" | "publicReads">;
    granted: readonly string[] | undefined;
    mostListened: number;
  },
): readonly string[] {
  const { catalog, vendor, granted, mostListened } = options;
  const operation = operationOf(body, catalog, mostListened);
  if (operation === undefined) return [];
  const { access, scopes } = operation;
  if (access !== "read" || granted === undefined) return scopes;
  // Reading public things needs no scope where the credential itself cannot do more: the vendor decides per object.
  const held = impliedScopes(granted, vendor.scopes);
  return scopes.filter((scope) => held.has(scope) || vendor.publicReads?.includes(scope) !== true);
}

type Params = Readonly<Record<string, unknown>>;

function operationOf(body: unknown, catalog: Catalog, mostListened: number): Operation | undefined {
  const { method, params = {} } = (body ?? {}) as { method?: unknown; params?: Params };
  switch (method) {
    case "tools/call":
      return toolOf(catalog, params);
    case "resources/read":
    case "resources/subscribe":
      return readOf(findResource({ catalog }, String(params["uri"]))?.resource);
    case "subscriptions/listen":
      return readOf({ scopes: listenedTo(params["notifications"], catalog, mostListened) });
    case "prompts/get":
      return readOf(promptOf(catalog, params["name"]));
    case "completion/complete":
      return readOf(completedOf(catalog, params["ref"]));
    default:
      return undefined;
  }
}

function toolOf({ callable, reachable }: Catalog, params: Params): Operation | undefined {
  const name = String(params["name"]);
  if (name !== CALL_TOOL || !callable.has(name)) return callable.get(name)?.tool;
  const inner = String((params["arguments"] as { name?: unknown } | undefined)?.name);
  return (reachable.get(inner) ?? callable.get(inner))?.tool;
}

/** Of all that is listened to at once: who may not read something must not hear of it either. */
function listenedTo(notifications: unknown, catalog: Catalog, most: number): string[] {
  const { resourceSubscriptions: uris } = (notifications ?? {}) as { resourceSubscriptions?: unknown };
  if (!Array.isArray(uris)) return [];
  const found = [...new Set(uris)].slice(0, most).map((uri) => findResource({ catalog }, String(uri))?.resource);
  return [...new Set(found.flatMap((resource) => (resource?.subscribe === true ? resource.scopes : [])))];
}

function promptOf({ surroundings }: Catalog, name: unknown) {
  return surroundings.prompts.find(({ prompt }) => prompt.name === name)?.prompt;
}

/** What an argument is completed for. */
function completedOf(catalog: Catalog, ref: unknown) {
  const { name, uri } = (ref ?? {}) as { name?: unknown; uri?: unknown };
  const template = catalog.surroundings.templates.find(({ published }) => published.uriTemplate === uri);
  return template?.resource ?? promptOf(catalog, name);
}

/** What is read instead of called. */
function readOf(what: { scopes?: readonly string[] } | undefined): Operation | undefined {
  return what && { access: "read", scopes: what.scopes ?? [] };
}
