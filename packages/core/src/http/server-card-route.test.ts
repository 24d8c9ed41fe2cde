import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type RunningApp } from "./testing/start-app.ts";
import { serverCardRoute } from "./server-card-route.ts";

const connector = { name: "toy", title: "Toy", version: "1.2.3", description: `Notes ${"and notes ".repeat(20)}` };

let app: RunningApp;
beforeAll(async () => {
  const card = serverCardRoute(connector, { mcpUrl: "https://mcp.example.com/toy/mcp", path: "/mcp" });
  app = await startApp({ routes: [card] });
});
afterAll(() => app[Symbol.asyncDispose]());

const get = (headers: Record<string, string> = {}) => fetch(`${app.url}/mcp/server-card`, { headers });

describe("the server card", () => {
  test("says what the connector is and where, whoever asks", async () => {
    const response = await get({ origin: "https://catalog.example" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/mcp-server-card+json");
    expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-expose-headers")).toBe("etag");
    const card = (await response.json()) as { description: string };
    expect(card).toMatchObject({
      $schema: "https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json",
      name: "com.example.mcp/toy",
      title: "Toy",
      version: "1.2.3",
      remotes: [{ type: "streamable-http", url: "https://mcp.example.com/toy/mcp" }],
    });
    expect(card.description).toHaveLength(100);
  });

  test.each(["http://127.0.0.1:3000/mcp", "http://[::1]:3000/mcp", "http://localhost:3000/mcp"])(
    "at %s claims nobody's domain",
    async (mcpUrl) => {
      await using own = await startApp({ routes: [serverCardRoute(connector, { mcpUrl, path: "/mcp" })] });
      const card = await (await fetch(`${own.url}/mcp/server-card`)).json();
      expect(card).toMatchObject({ name: "localhost/toy", remotes: [{ url: mcpUrl }] });
    },
  );

  test("is not sent again to whoever has it", async () => {
    const { headers } = await get();
    const etag = headers.get("etag") ?? "";
    expect(etag).not.toBe("");
    const again = await get({ "if-none-match": etag });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await get({ "if-none-match": '"another"' })).status).toBe(200);
  });

  test("may be asked for by pages with the tag that they have", async () => {
    const response = await fetch(`${app.url}/mcp/server-card`, {
      method: "OPTIONS",
      headers: {
        origin: "https://catalog.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "content-type,if-none-match",
      },
    });
    expect(response.headers.get("access-control-allow-headers")).toBe("content-type, if-none-match");
  });
});
