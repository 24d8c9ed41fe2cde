import { defineResource, numberText } from "@fairlead/core";
import { z } from "zod";
import type { AcmeReadContext } from "../client/acme-client.ts";
import { readItem } from "../client/items.ts";

export const item = defineResource({
  name: "item",
  title: "Item",
  description: "An item with its text",
  uri: "acme://items/{item_id}",
  mimeType: "text/markdown",
  params: z.object({ item_id: numberText("Item id") }),
  scopes: ["read"],
  toolset: "items",
  async read({ item_id: id }, { client }: AcmeReadContext) {
    const { title, text } = await readItem(client, id);
    return { text: `# ${title}\n\n${text}` };
  },
});
