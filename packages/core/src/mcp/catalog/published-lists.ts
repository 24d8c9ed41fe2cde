import type { CatalogTool, PublishedTool } from "./catalog-tool.ts";
import type { PublishedPrompt, PublishedResource, PublishedTemplate, Surroundings } from "./surroundings.ts";

/** Rows of one page. More than any client shows; a connector's lists fit one page. */
export const LIST_PAGE_SIZE = 100;
/** How long a client may keep a list, in milliseconds (MCP server/utilities/caching). */
export const LIST_TTL_MS = 300_000;

export interface CacheHint {
  ttlMs: number;
  cacheScope: "public" | "private";
}

/** The four lists in a fixed order, by name or URI. */
export interface PublishedLists {
  tools: readonly PublishedTool[];
  prompts: readonly PublishedPrompt[];
  resources: readonly PublishedResource[];
  templates: readonly PublishedTemplate[];
  hint: CacheHint;
}

export function publishedLists(tools: readonly CatalogTool[], around: Surroundings, shared: boolean): PublishedLists {
  return {
    tools: tools.map(({ published }) => published),
    prompts: byKey(around.prompts, ({ name }) => name),
    resources: byKey(around.resources, ({ uri }) => uri),
    templates: byKey(around.templates, ({ uriTemplate }) => uriTemplate),
    hint: { ttlMs: LIST_TTL_MS, cacheScope: shared ? "public" : "private" },
  };
}

function byKey<Row>(entries: readonly { published: Row }[], key: (row: Row) => string): Row[] {
  return entries.map(({ published }) => published).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
