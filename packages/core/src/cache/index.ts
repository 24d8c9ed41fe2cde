export { createMemoryCache, type MemoryCache } from "./memory-cache.ts";
