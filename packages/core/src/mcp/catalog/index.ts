export type { AddedInput } from "./added-fields.ts";
export type { Catalog } from "./catalog.ts";
export type { CatalogTool, HeaderParameter } from "./catalog-tool.ts";
export { createCatalogs, type Catalogs } from "./catalogs.ts";
export { CALL_TOOL, CallToolInput, FIND_TOOLS } from "./finder-tools.ts";
export { LIST_PAGE_SIZE, type CacheHint, type PublishedLists } from "./published-lists.ts";
export type { Surroundings } from "./surroundings.ts";
