import { z } from "zod";
import type { UpstreamItem } from "../client/items.ts";

/** What a model reads of an item: less than Acme sends. */
export const Item = z.object({ item_id: z.int(), title: z.string(), created_at: z.string() });

export function toItem({ id, title, created_at: createdAt }: UpstreamItem): z.input<typeof Item> {
  return { item_id: id, title, created_at: createdAt };
}
