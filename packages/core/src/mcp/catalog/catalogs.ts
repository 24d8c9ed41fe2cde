import { LRUCache } from "lru-cache";
import type { z } from "zod";
import type { Access, AnyPrompt, AnyReach, AnyResource, Connector } from "../../connector/index.ts";
import { canBeHeld, createAllowList, type AllowList, type OperatorPolicy } from "../../policy/index.ts";
import type { View, Vocabulary } from "../view/index.ts";
import { buildCatalog, type Catalog } from "./catalog.ts";
import { catalogTool, type CatalogTool } from "./catalog-tool.ts";
import { CALL_TOOL, FIND_TOOLS } from "./finder-tools.ts";
import { listedTools } from "./listed-tools.ts";
import { allowsToolset, reachableTools } from "./reachable-tools.ts";
import { scopeGate, type ScopeGate } from "./scope-gate.ts";
import { surroundingsOf, type Surroundings } from "./surroundings.ts";

const MAX_CATALOGS = 256;

/** Every catalog of a connector, made on first use. */
export interface Catalogs {
  /** @param granted Scopes that the vendor has named; undefined when it names none. */
  get(view: View, granted: readonly string[] | undefined, allow?: Pick<AllowList, "narrows">): Catalog;
  /** Names that URLs and headers may use. */
  vocabulary: Vocabulary;
}

/** What a URL, its headers and the operator leave, before anybody's scopes are looked at. */
interface Allowed {
  tools: readonly CatalogTool[];
  surroundings: Surroundings;
}

/**
 * Prepares a connector's tools once and its catalogs as they are asked for.
 *
 * @throws TypeError for two tools of one name.
 */
export function createCatalogs(connector: Connector, policy: OperatorPolicy): Catalogs {
  const { vendor } = connector;
  const tools = Object.entries(connector.toolsets).flatMap(([toolset, entry]) =>
    entry.tools.map((tool) => catalogTool(tool, toolset)),
  );
  const names = distinctNames(connector, tools);
  const surroundings = surroundingsOf(connector);
  const defaultTools = new Set(connector.defaultTools);
  const known = new LRUCache<string, Catalog>({ max: MAX_CATALOGS });

  const build: Catalogs["get"] = (view, granted, allow = createAllowList([])) => {
    const allowed = whatCanBeHeld(
      {
        tools: reachableTools(tools, policy, view),
        surroundings: filterSurroundings(surroundings, ({ toolset }) =>
          toolset === undefined ? true : allowsToolset(toolset, policy, view),
        ),
      },
      connector.reach,
      allow,
    );
    const held = within(allowed, scopeGate(vendor, granted));
    const listed = listedTools(held.tools, { policy, view, defaultTools });
    const shared = !viewedByHeader(view) && !dependsOnScopes(allowed, scopeGate(vendor, []));
    return buildCatalog(held.tools, listed, held.surroundings, shared);
  };
  return {
    vocabulary: { toolsets: new Set(Object.keys(connector.toolsets)), tools: names, finders: [FIND_TOOLS, CALL_TOOL] },
    get(view, granted, allow = createAllowList([])) {
      const key = `${catalogKey(view, granted)} ${allow.narrows("read")} ${allow.narrows("write")}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const catalog = build(view, granted, allow);
      known.set(key, catalog);
      return catalog;
    },
  };
}

/** Where there is an allow-list, what it could not be held against is not there. */
function whatCanBeHeld(
  { tools, surroundings }: Allowed,
  reach: AnyReach | undefined,
  allow: Pick<AllowList, "narrows">,
): Allowed {
  if (reach === undefined) return { tools, surroundings };
  const stays = (access: Access, fields: z.ZodObject | undefined, declared: boolean) =>
    !allow.narrows(access === "read" ? "read" : "write") || canBeHeld(reach, { fields, declared });
  return {
    tools: tools.filter(({ tool }) =>
      stays(tool.access, tool.input, tool.reach !== undefined || tool.reaches !== undefined),
    ),
    surroundings: filterSurroundings(surroundings, (entry) =>
      stays("read", "arguments" in entry ? entry.arguments : entry.params, entry.reach !== undefined),
    ),
  };
}

function within({ tools, surroundings }: Allowed, gate: ScopeGate): Allowed {
  return {
    tools: tools.filter(({ tool }) => gate(tool.access, tool.scopes)),
    surroundings: filterSurroundings(surroundings, ({ scopes = [] }) => gate("read", scopes)),
  };
}

/** Whether somebody with fewer scopes would see less (MCP server/utilities/caching: such lists are nobody else's). */
function dependsOnScopes(allowed: Allowed, noScopes: ScopeGate): boolean {
  const least = within(allowed, noScopes);
  return sizeOf(least) < sizeOf(allowed);
}

function sizeOf({ tools, surroundings: { resources, templates, prompts } }: Allowed): number {
  return tools.length + resources.length + templates.length + prompts.length;
}

function filterSurroundings(
  { resources, templates, prompts }: Surroundings,
  stays: (entry: AnyResource | AnyPrompt) => boolean,
): Surroundings {
  return {
    resources: resources.filter(({ resource }) => stays(resource)),
    templates: templates.filter(({ resource }) => stays(resource)),
    prompts: prompts.filter(({ prompt }) => stays(prompt)),
  };
}

function distinctNames({ name: connector }: Connector, tools: readonly CatalogTool[]): ReadonlySet<string> {
  const names = new Set([FIND_TOOLS, CALL_TOOL]);
  for (const { tool } of tools) {
    if (names.has(tool.name)) throw new TypeError(`${connector} has two tools named ${tool.name}.`);
    names.add(tool.name);
  }
  return new Set(tools.map(({ tool }) => tool.name));
}

/** The same for the same names in any order. Names of a view are known ones, so that no comma is in them. */
function catalogKey(view: View, granted: readonly string[] | undefined): string {
  const { within: toolsetsOfUrl, toolsets, tools, exclude, readonly, lazy } = view;
  const names = `${sorted(toolsetsOfUrl)} ${sorted(toolsets)} ${sorted(tools)} ${sorted(exclude)}`;
  return `${names} ${readonly} ${lazy} ${granted === undefined ? "" : JSON.stringify(granted.toSorted())}`;
}

function sorted(names: readonly string[] | undefined): string {
  return names === undefined ? "*" : names.toSorted().join(",");
}

/** `X-MCP-Readonly` cannot be told from `/readonly` here, and need not be: such lists are private by caution. */
function viewedByHeader(view: View): boolean {
  return view.toolsets !== undefined || view.tools !== undefined || view.exclude.length > 0 || view.readonly;
}
