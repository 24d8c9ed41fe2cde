import { LRUCache } from "lru-cache";
import type { z } from "zod";
import type { Access, AnyPrompt, AnyReach, AnyResource, Connector } from "../../connector/index.ts";
import {
  canBeHeld,
  combinePolicies,
  type AllowList,
  type OperatorPolicy,
  type Policy,
  type Rule,
} from "../../policy/index.ts";
import type { View, Vocabulary } from "../view/index.ts";
import { buildCatalog, type Catalog } from "./catalog.ts";
import { catalogTool, type CatalogTool } from "./catalog-tool.ts";
import { CALL_TOOL, FIND_TOOLS } from "./finder-tools.ts";
import { listedTools } from "./listed-tools.ts";
import { allowsToolset, isInView } from "./reachable-tools.ts";
import { scopeGate, type ScopeGate } from "./scope-gate.ts";
import { surroundingsOf, type Surroundings } from "./surroundings.ts";

const MAX_CATALOGS = 256;

/** Every catalog of a connector, made on first use. */
export interface Catalogs {
  /**
   * @param granted Scopes that the vendor has named; undefined when it names none.
   * @param policy What operator and owner leave together. Default: what the operator does.
   */
  get(view: View, granted: readonly string[] | undefined, policy?: Policy): Catalog;
  /** Names that URLs and headers may use. */
  vocabulary: Vocabulary;
}

/** What a URL, its headers and policies leave, before anybody's scopes are looked at. */
interface Allowed {
  tools: readonly CatalogTool[];
  surroundings: Surroundings;
}

/**
 * Prepares a connector's tools once and its catalogs as they are asked for.
 *
 * @param options.ownersDiffer Whether owners may narrow what others do not.
 * @throws TypeError for two tools of one name.
 */
export function createCatalogs(
  connector: Connector,
  operator: OperatorPolicy,
  { ownersDiffer = false }: { ownersDiffer?: boolean } = {},
): Catalogs {
  const { vendor, reach } = connector;
  const tools = Object.entries(connector.toolsets).flatMap(([toolset, entry]) =>
    entry.tools.map((tool) => catalogTool(tool, toolset, { guarded: connector.flow !== undefined })),
  );
  const names = distinctNames(connector, tools);
  const surroundings = surroundingsOf(connector);
  const defaultTools = new Set(connector.defaultTools);
  const known = new LRUCache<string, Catalog>({ max: MAX_CATALOGS });
  const byOperator = combinePolicies(operator);

  const build = (view: View, granted: readonly string[] | undefined, policy: Policy): Catalog => {
    const ruled = tools.map((entry) => ({
      entry,
      rule: policy.ofTool(entry.tool, entry.toolset) ?? unheldRule(reach, policy.allow, heldTool(entry)),
    }));
    const allowed = {
      tools: ruled.flatMap(({ entry, rule }) => (rule === undefined && isInView(entry, view) ? [entry] : [])),
      surroundings: filterSurroundings(
        surroundings,
        (each) =>
          (each.toolset === undefined || allowsToolset(each.toolset, { policy, view, tools })) &&
          unheldRule(reach, policy.allow, heldSurrounding(each)) === undefined,
      ),
    };
    const held = within(allowed, scopeGate(vendor, granted));
    const listed = listedTools(held.tools, { policy, view, defaultTools });
    const shared = !ownersDiffer && !viewedByHeader(view) && !dependsOnScopes(allowed, scopeGate(vendor, []));
    const refused = ruled.flatMap(({ entry, rule }) => (rule === undefined ? [] : [{ entry, rule }]));
    return buildCatalog({ reachable: held.tools, refused }, listed, held.surroundings, shared);
  };
  return {
    vocabulary: { toolsets: new Set(Object.keys(connector.toolsets)), tools: names, finders: [FIND_TOOLS, CALL_TOOL] },
    get(view, granted, policy = byOperator) {
      const key = `${catalogKey(view, granted)} ${policy.key}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const catalog = build(view, granted, policy);
      known.set(key, catalog);
      return catalog;
    },
  };
}

/** What an allow-list can hold something by. */
interface Held {
  access: Access;
  fields: z.ZodObject | undefined;
  declared: boolean;
}

function heldTool({ tool }: CatalogTool): Held {
  const declared = tool.reach !== undefined || tool.reaches !== undefined;
  return { access: tool.access, fields: tool.input, declared };
}

function heldSurrounding(entry: AnyResource | AnyPrompt): Held {
  const fields = "arguments" in entry ? entry.arguments : entry.params;
  const holds = "hold" in entry && entry.hold !== undefined;
  return { access: "read", fields, declared: entry.reach !== undefined || holds };
}

/** Where there is an allow-list, what it could not be held against is not there. @returns that list. */
function unheldRule(
  reach: AnyReach | undefined,
  allow: AllowList,
  { access, fields, declared }: Held,
): Rule | undefined {
  const kind = access === "read" ? "read" : "write";
  if (reach === undefined || !allow.narrows(kind) || canBeHeld(reach, { fields, declared })) return undefined;
  return allow.rules.find((rule) => kind === "write" || rule.access === "read");
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
