import type { AcmeClient } from "./acme-client.ts";

/** An item as Acme has it. */
export interface UpstreamItem {
  id: number;
  title: string;
  text: string;
  created_at: string;
}

export interface ItemPage {
  items: UpstreamItem[];
  next?: string;
}

/** @param asked.cursor Acme's own, from the page before. */
export async function readItems(
  client: AcmeClient,
  asked: { query: string | undefined; limit: number; cursor: string | undefined },
): Promise<ItemPage> {
  return client.get<ItemPage>("/items", asked);
}

export async function readItem(client: AcmeClient, id: number): Promise<UpstreamItem> {
  return client.get<UpstreamItem>(`/items/${id}`);
}

export async function writeItem(client: AcmeClient, item: { title: string; text: string }): Promise<UpstreamItem> {
  return client.post<UpstreamItem>("/items", item);
}
