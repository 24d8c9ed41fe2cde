import { LRUCache } from "lru-cache";
import type { Connector } from "../../connector/index.ts";
import type { OperatorPolicy } from "../runtime.ts";
import type { View, Vocabulary } from "../view/index.ts";
import { buildCatalog, type Catalog } from "./catalog.ts";
import { catalogTool } from "./catalog-tool.ts";
import { reachableTools } from "./reachable-tools.ts";
import { surroundingsOf, type Surroundings } from "./surroundings.ts";

const MAX_CATALOGS = 256;

/** Every catalog of a connector, made on first use. */
export interface Catalogs {
  /** @param granted Scopes that the vendor has named; undefined when it names none. */
  get(view: View, granted: readonly string[] | undefined): Catalog;
  /** Names that URLs and headers may use. */
  vocabulary: Vocabulary;
  surroundings: Surroundings;
}

export function createCatalogs(connector: Connector, policy: OperatorPolicy): Catalogs {
  const tools = Object.entries(connector.toolsets).flatMap(([toolset, entry]) =>
    entry.tools.map((tool) => catalogTool(tool, toolset)),
  );
  const surroundings = surroundingsOf(connector);
  const known = new LRUCache<string, Catalog>({ max: MAX_CATALOGS });
  return {
    vocabulary: {
      toolsets: new Set(Object.keys(connector.toolsets)),
      tools: new Set(tools.map(({ tool }) => tool.name)),
    },
    surroundings,
    get(view, granted) {
      const key = catalogKey(view, granted);
      const found = known.get(key);
      if (found !== undefined) return found;
      const reachable = reachableTools(tools, { policy, view, vendor: connector.vendor, granted });
      const shared = granted === undefined && !viewedByHeader(view);
      const catalog = buildCatalog(connector, surroundings, reachable, view, shared);
      known.set(key, catalog);
      return catalog;
    },
  };
}

function catalogKey(view: View, granted: readonly string[] | undefined): string {
  const { within, toolsets, tools, exclude, readonly, lazy } = view;
  return JSON.stringify([
    sorted(within),
    sorted(toolsets),
    sorted(tools),
    sorted(exclude),
    readonly,
    lazy,
    sorted(granted),
  ]);
}

function sorted(names: readonly string[] | undefined): readonly string[] | null {
  return names?.toSorted() ?? null;
}

/** `X-MCP-Readonly` cannot be told from `/readonly` here, and need not be: such lists are private by caution. */
function viewedByHeader(view: View): boolean {
  return view.toolsets !== undefined || view.tools !== undefined || view.exclude.length > 0 || view.readonly;
}
