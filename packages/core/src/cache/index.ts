export { createCache, type Cache } from "./create-cache.ts";
export type { Place, Shelf } from "./shelf.ts";
export type { Standing } from "./standing.ts";
