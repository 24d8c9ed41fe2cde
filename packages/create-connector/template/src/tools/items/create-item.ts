import { defineTool, shortText } from "@fairlead/core";
import { z } from "zod";
import type { AcmeContext } from "../../client/acme-client.ts";
import { writeItem } from "../../client/items.ts";
import { Item, toItem } from "../../shape/item.ts";

export const createItem = defineTool({
  name: "create_item",
  title: "Create item",
  description: "Make an item.",
  access: "write",
  scopes: ["write"],
  input: z.object({
    title: shortText(255).describe("Title"),
    text: shortText(65_536).default("").describe("Markdown"),
  }),
  output: Item,
  async run({ title, text }, { client }: AcmeContext) {
    return toItem(await writeItem(client, { title, text }));
  },
});
