import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { UpstreamItem } from "../src/client/items.ts";

const TOKEN = "acme-token-of-maja";

/** A stand-in for Acme's API: as much of it as the connector asks for. */
export interface StandIn {
  /** The settings with which the connector works here. */
  env: Record<string, string>;
  /** Every request that changes something, in order. */
  readonly writes: string[];
  close(): Promise<void>;
}

/** Starts it on loopback, with three items. */
export async function startStandIn(): Promise<StandIn> {
  const items = ["Mend the cart", "Ask for stickers", "Write to the press"].map(seeded);
  const writes: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stand-in");
    if (request.method !== "GET") writes.push(`${request.method} ${pathname}`);
    void answer(request, pathname, searchParams).then(({ status, body }) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
    );
  });

  async function answer(request: IncomingMessage, path: string, query: URLSearchParams) {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: {} };
    if (path === "/me") {
      return { status: 200, body: { id: 1, login: "maja", name: "Maja Lind", scopes: ["read", "write"] } };
    }
    if (path === "/items" && request.method === "POST") {
      const given = (await json(request)) as Pick<UpstreamItem, "title" | "text">;
      const made = { ...seeded(given.title, items.length), text: given.text };
      items.push(made);
      return { status: 201, body: made };
    }
    if (path === "/items") return { status: 200, body: pageOf(items, query) };
    const found = items.find(({ id }) => path === `/items/${id}`);
    return found === undefined ? { status: 404, body: {} } : { status: 200, body: found };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    env: { ACME_URL: `http://127.0.0.1:${port}`, ACME_TOKEN: TOKEN },
    writes,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function seeded(title: string, index: number): UpstreamItem {
  return {
    id: index + 1,
    title,
    text: `${title}, please.`,
    created_at: new Date(Date.UTC(2026, 10, index + 1, 9)).toISOString(),
  };
}

function pageOf(items: readonly UpstreamItem[], query: URLSearchParams): { items: UpstreamItem[]; next?: string } {
  const words = query.get("query")?.toLowerCase() ?? "";
  const found = items.filter(({ title }) => title.toLowerCase().includes(words)).toReversed();
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 20);
  return { items: found.slice(start, end), ...(end < found.length && { next: `${end}` }) };
}
