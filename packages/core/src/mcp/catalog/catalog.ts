import type { Rule } from "../../policy/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";
import { CALL_TOOL, finderTools } from "./finder-tools.ts";
import type { Listed } from "./listed-tools.ts";
import { publishedLists, type PublishedLists } from "./published-lists.ts";
import type { Surroundings } from "./surroundings.ts";

/** A tool that operator or owner have taken out, and by which rule. */
export interface Refused {
  entry: CatalogTool;
  rule: Rule;
}

/** All that a caller may see and use, computed once per (toolsets, access, scopes) and shared by every request. */
export interface Catalog {
  /** What `tools/call` answers, by name: exactly what `tools/list` shows. */
  callable: ReadonlyMap<string, CatalogTool>;
  /** What `call_tool` answers: every tool that the policy allows. Empty where `call_tool` is not listed. */
  reachable: ReadonlyMap<string, CatalogTool>;
  /** A call of one of these is told who can change that. What a URL leaves out, it does not have at all. */
  refused: ReadonlyMap<string, Refused>;
  /** The resources, templates and prompts that may be read. */
  surroundings: Surroundings;
  lists: PublishedLists;
}

/**
 * Puts the lists together, in the order of their names.
 *
 * @param shared Whether every caller of the same URL sees these lists.
 */
export function buildCatalog(
  { reachable, refused }: { reachable: readonly CatalogTool[]; refused: readonly Refused[] },
  listed: Listed,
  surroundings: Surroundings,
  shared: boolean,
): Catalog {
  const finders = finderTools(reachable).filter(({ tool }) => listed.finders.includes(tool.name));
  const sorted = [...listed.tools, ...finders].toSorted((a, b) => (a.tool.name < b.tool.name ? -1 : 1));
  const callable = byName(sorted);
  return {
    callable,
    reachable: callable.has(CALL_TOOL) ? byName(reachable) : new Map(),
    refused: new Map(refused.map((each) => [each.entry.tool.name, each])),
    surroundings,
    lists: publishedLists(sorted, surroundings, shared),
  };
}

function byName(tools: readonly CatalogTool[]): ReadonlyMap<string, CatalogTool> {
  return new Map(tools.map((entry) => [entry.tool.name, entry]));
}
