import { LIST_PAGE_SIZE, type Catalog } from "../catalog/index.ts";
import type { Connector } from "../../connector/index.ts";
import { resultTail, type ResultDress, type Tail } from "./result-tail.ts";

type Lists = Readonly<Record<string, readonly unknown[]>>;

/** The first page of a list as it follows the id: made once per catalog. */
export interface FastLists {
  /** @returns undefined for methods that are not lists of one page. */
  tail(catalog: Catalog, method: string): Tail | undefined;
}

/** @param dress What a revision adds to every result; undefined for the 2025 revisions, which add nothing. */
export function createFastLists(connector: Connector, dress: ResultDress | undefined): FastLists {
  const tails = new WeakMap<Catalog, Map<string, Tail | undefined>>();
  const serialize = ({ lists }: Catalog, method: string): Tail | undefined => {
    const rows = rowsOf(connector, lists, method);
    if (rows === undefined || Object.values(rows).some((list) => list.length > LIST_PAGE_SIZE)) return undefined;
    return dress === undefined ? resultTail(rows) : resultTail({ ...rows, ...lists.hint }, dress);
  };
  return {
    tail(catalog, method) {
      let known = tails.get(catalog);
      if (known === undefined) tails.set(catalog, (known = new Map()));
      const made = known.get(method);
      if (made !== undefined || !METHODS.has(method)) return made;
      const tail = serialize(catalog, method);
      known.set(method, tail);
      return tail;
    },
  };
}

const METHODS = new Set(["tools/list", "prompts/list", "resources/list", "resources/templates/list"]);

function rowsOf(connector: Connector, lists: Catalog["lists"], method: string): Lists | undefined {
  if (method === "tools/list") return { tools: lists.tools };
  if (method === "prompts/list" && connector.prompts !== undefined) return { prompts: lists.prompts };
  if (connector.resources === undefined || connector.resources.length === 0) return undefined;
  if (method === "resources/list") return { resources: lists.resources };
  return method === "resources/templates/list" ? { resourceTemplates: lists.templates } : undefined;
}
