import { CALL_TOOL, type Catalog, type CatalogTool } from "../catalog/index.ts";

/** The tool of a call that wants nothing but its answer: it reads, asks nobody, and never becomes a task. */
export function ordinaryTool({ callable }: Catalog, name: unknown, args: unknown): CatalogTool | undefined {
  if (typeof name !== "string" || name === CALL_TOOL) return undefined;
  if (typeof args !== "object" || args === null || Array.isArray(args)) return undefined;
  const entry = callable.get(name);
  if (entry?.tool.access !== "read" || entry.tool.mayAsk === true) return undefined;
  return entry.tool.task === undefined ? entry : undefined;
}
