import type { Connector } from "../../connector/index.ts";
import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";
import { callerTool, finderTool } from "./finder-tools.ts";
import { listedTools } from "./listed-tools.ts";
import { publishedLists, type PublishedLists } from "./published-lists.ts";
import type { Surroundings } from "./surroundings.ts";

/** All that a caller may see and use, computed once per (toolsets, access, scopes) and shared by every request. */
export interface Catalog {
  /** What `tools/call` answers, by name: exactly what `tools/list` shows. */
  callable: ReadonlyMap<string, CatalogTool>;
  /** What `call_tool` answers: every tool that the policy allows. Empty where `call_tool` is not listed. */
  reachable: ReadonlyMap<string, CatalogTool>;
  lists: PublishedLists;
  /** False when another caller of the same URL could see another list. */
  shared: boolean;
}

export function buildCatalog(
  connector: Connector,
  surroundings: Surroundings,
  reachable: readonly CatalogTool[],
  view: View,
  shared: boolean,
): Catalog {
  const { tools, withFinder } = listedTools(reachable, view, new Set(connector.defaultTools));
  const listed = withFinder ? [...tools, finderTool(reachable), callerTool(reachable)] : tools;
  const sorted = listed.toSorted((a, b) => (a.tool.name < b.tool.name ? -1 : 1));
  return {
    callable: new Map(sorted.map((entry) => [entry.tool.name, entry])),
    reachable: new Map(withFinder ? reachable.map((entry) => [entry.tool.name, entry]) : []),
    lists: publishedLists(sorted, surroundings, shared),
    shared,
  };
}
