import { defineTool, listOf, page, shortText } from "@fairlead/core";
import { z } from "zod";
import type { AcmeContext } from "../../client/acme-client.ts";
import { readItems } from "../../client/items.ts";
import { Item, toItem } from "../../shape/item.ts";

export const listItems = defineTool({
  name: "list_items",
  title: "List items",
  description: "Items, the newest first, all or by words of their title.",
  access: "read",
  scopes: ["read"],
  input: z.object({ query: shortText(255).optional().describe("Words of the title"), ...page }),
  output: listOf(Item),
  async run({ query, limit, cursor }, { client }: AcmeContext) {
    const { items, next } = await readItems(client, { query, limit, cursor });
    return { items: items.map(toItem), next_cursor: next };
  },
});
