import type { ResourceView } from "../../auth/index.ts";
import { impliedScopes, type Connector } from "../../connector/index.ts";
import { parseView } from "./parse-view.ts";
import { ViewError, type View } from "./view.ts";

/** @returns reads a path below the mount, such as `/mcp/x/gists`; undefined for one that is no MCP URL. */
export function resourceViews(connector: Connector): (path: string) => ResourceView | undefined {
  const vocabulary = { toolsets: new Set(Object.keys(connector.toolsets)), tools: new Set<string>(), finders: [] };
  return (path) => {
    const view = viewOf(path, vocabulary);
    return view && { profile: view.profile, readonly: view.readonly, scopes: leastScopes(connector, view) };
  };
}

function viewOf(path: string, vocabulary: Parameters<typeof parseView>[2]): View | undefined {
  try {
    return parseView(path, {}, vocabulary);
  } catch (error) {
    if (error instanceof ViewError) return undefined;
    throw error;
  }
}

function leastScopes({ vendor, toolsets }: Connector, { within = [], readonly }: View): string[] {
  const tools = within.flatMap((name) => toolsets[name]?.tools ?? []);
  const needed = tools.flatMap(({ access, scopes }) => (readonly && access !== "read" ? [] : scopes));
  const held = impliedScopes(vendor.baseline, vendor.scopes);
  return [...new Set([...vendor.baseline, ...needed.filter((scope) => !held.has(scope))])];
}
