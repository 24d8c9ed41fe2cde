import { SERVER_INFO_META_KEY } from "@modelcontextprotocol/server";
import { LIST_PAGE_SIZE, type Catalog } from "../catalog/index.ts";
import { implementationOf } from "../serve/create-server.ts";
import type { Connector } from "../../connector/index.ts";

type Era = "modern" | "legacy";

/** The first page of a list as the bytes that follow the id: made once per catalog and era. */
export interface FastLists {
  /** @returns undefined for methods that are not lists of one page. */
  tail(catalog: Catalog, method: string, era: Era): Buffer | undefined;
}

export function createFastLists(connector: Connector): FastLists {
  const tails = new WeakMap<Catalog, Map<string, Buffer | undefined>>();
  return {
    tail(catalog, method, era) {
      let known = tails.get(catalog);
      if (known === undefined) tails.set(catalog, (known = new Map()));
      const key = `${era} ${method}`;
      if (!known.has(key)) known.set(key, serialize(connector, catalog, method, era));
      return known.get(key);
    },
  };
}

function serialize(connector: Connector, { lists }: Catalog, method: string, era: Era): Buffer | undefined {
  const rows = rowsOf(connector, lists, method);
  if (rows === undefined || Object.values(rows).some((list) => list.length > LIST_PAGE_SIZE)) return undefined;
  const result =
    era === "legacy"
      ? rows
      : {
          ...rows,
          ...lists.hint,
          resultType: "complete",
          _meta: { [SERVER_INFO_META_KEY]: implementationOf(connector) },
        };
  return Buffer.from(`,"result":${JSON.stringify(result)}}`);
}

function rowsOf(
  connector: Connector,
  lists: Catalog["lists"],
  method: string,
): Record<string, readonly unknown[]> | undefined {
  if (method === "tools/list") return { tools: lists.tools };
  if (method === "prompts/list" && connector.prompts !== undefined) return { prompts: lists.prompts };
  if (connector.resources === undefined || connector.resources.length === 0) return undefined;
  if (method === "resources/list") return { resources: lists.resources };
  return method === "resources/templates/list" ? { resourceTemplates: lists.templates } : undefined;
}
