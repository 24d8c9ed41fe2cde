import { describe, expect, test } from "vitest";
import { coreSettings, loadSettings } from "../config/index.ts";
import { METRICS, startApp, type RunningApp } from "./testing/start-app.ts";

async function statusFor(app: RunningApp, headers: Record<string, string>, path = "/mcp"): Promise<number> {
  const lines = Object.entries({ Connection: "close", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await app.raw(`GET ${path} HTTP/1.0\r\n${lines.join("")}\r\n`);
  return Number(answer.split(" ")[1]);
}

const from = (app: RunningApp, origin: string) => statusFor(app, { Host: "localhost", Origin: origin });

const handle = (ctx: { body: unknown }) => void (ctx.body = {});

describe("the Host that a request is addressed to", () => {
  const env = {
    ALLOWED_HOSTS: "mcp.internal,[fd00::1]",
    PUBLIC_URL: "https://mcp.example.com/base",
    HOST: "192.0.2.7",
  };

  test.each([
    "localhost",
    "LOCALHOST:3000",
    "localhost.",
    "app.localhost",
    "127.0.0.1:8080",
    "127.8.9.1",
    "[::1]:3000",
    "mcp.internal",
    "MCP.Example.com:443",
    "[fd00::1]",
    "192.0.2.7",
  ])("%s is ours", async (host) => {
    await using app = await startApp({ env });
    expect(await statusFor(app, { Host: host })).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "evil.example:80@localhost",
    "0.0.0.0",
    "127.0.0.1.evil.example",
    "[::2]",
    "localhost,evil.example",
    "localhost:port",
    "",
    "xn--lcalhost-54a",
  ])("%j is not", async (host) => {
    await using app = await startApp({ env: { ...env, METRICS_TOKEN: METRICS.token } });
    expect(await statusFor(app, { Host: host })).toBe(403);
    expect(await statusFor(app, { Host: host }, "/metrics")).toBe(403);
  });

  test.each([
    ["localhost", "evil.example"],
    ["evil.example", "localhost"],
    ["localhost", "localhost"],
  ])("%s and %s at once are nobody's", async (first, second) => {
    await using app = await startApp({ env });
    const answer = await app.raw(`GET /mcp HTTP/1.0\r\nHost: ${first}\r\nhost: ${second}\r\n\r\n`);
    expect(answer).toContain("HTTP/1.1 400 Bad Request");
  });

  test("a request without any is refused, as a JSON-RPC error that says what to do", async () => {
    await using app = await startApp();
    const answer = await app.raw("GET /mcp HTTP/1.0\r\n\r\n");
    expect(answer).toContain("HTTP/1.1 403 Forbidden");
    expect(JSON.parse(answer.slice(answer.indexOf("{")))).toEqual({
      jsonrpc: "2.0",
      error: {
        code: -32_000,
        message: 'This server does not answer for host "". Its operator can add it to ALLOWED_HOSTS.',
      },
      id: null,
    });
  });

  test("X-Forwarded-Host counts behind a trusted proxy only, and of several the last", async () => {
    const forwarded = { Host: "10.0.0.1", "X-Forwarded-Host": "evil.example, mcp.example.com" };
    await using open = await startApp({ env });
    expect(await statusFor(open, forwarded)).toBe(403);
    await using proxied = await startApp({ env: { ...env, TRUST_PROXY: "yes" } });
    expect(await statusFor(proxied, forwarded)).toBe(200);
    expect(await statusFor(proxied, { Host: "localhost", "X-Forwarded-Host": "localhost, evil.example" })).toBe(403);
    expect(await statusFor(proxied, { Host: "localhost" })).toBe(200);
  });
});

describe("who is a proxy of ours", () => {
  const env = { PUBLIC_URL: "https://mcp.example.com" };
  const forwarded = { Host: "10.0.0.1", "X-Forwarded-Host": "mcp.example.com" };

  test.each(["127.0.0.1", "loopback", "127.0.0.0/8,10.0.0.0/8"])("TRUSTED_PROXIES=%s believes us", async (list) => {
    await using app = await startApp({ env: { ...env, TRUSTED_PROXIES: list } });
    expect(await statusFor(app, forwarded)).toBe(200);
  });

  test.each(["10.0.0.0/8", "private", "::1", "127.0.0.2"])("TRUSTED_PROXIES=%s does not", async (list) => {
    await using app = await startApp({ env: { ...env, TRUST_PROXY: "on", TRUSTED_PROXIES: list } });
    expect(await statusFor(app, forwarded)).toBe(403);
    expect(await statusFor(app, { Host: "localhost", "X-Forwarded-Host": "evil.example" })).toBe(200);
  });

  test("of several that add to the header, the outermost one of ours counts", async () => {
    await using app = await startApp({ env: { ...env, TRUST_PROXY: "on", TRUST_PROXY_HOPS: "2" } });
    const to = (names: string) => statusFor(app, { Host: "10.0.0.1", "X-Forwarded-Host": names });
    expect(await to("evil.example, mcp.example.com, inner.example")).toBe(200);
    expect(await to("mcp.example.com, evil.example, inner.example")).toBe(403);
    expect(await to("mcp.example.com")).toBe(200);
  });

  test.each(["10.0.0.0/33", "proxy.example", "10.0.0.1/8/8", "::1/129"])("%s is no address", (list) => {
    expect(() => loadSettings(coreSettings, { env: { TRUSTED_PROXIES: list } })).toThrow(/TRUSTED_PROXIES/);
  });
});

describe("https for browsers that came by https", () => {
  const hsts = async (env: Record<string, string>, headers: Record<string, string> = {}) => {
    await using app = await startApp({ env: { TRUST_PROXY: "on", ...env } });
    const { headers: sent } = await fetch(`${app.url}/mcp`, { headers });
    return sent.get("strict-transport-security");
  };
  const https = { "x-forwarded-proto": "https" };
  const PUBLIC_URL = "https://mcp.example.com";

  test("is said for a year, or for as long as the operator says", async () => {
    expect(await hsts({ PUBLIC_URL }, https)).toBe("max-age=31536000");
    expect(await hsts({ PUBLIC_URL, HSTS_MS: "60000" }, https)).toBe("max-age=60");
  });

  test("is not said in clear, for localhost, or where the operator does not want it", async () => {
    expect(await hsts({ PUBLIC_URL })).toBeNull();
    expect(await hsts({ PUBLIC_URL, TRUST_PROXY: "off" }, https)).toBeNull();
    expect(await hsts({ PUBLIC_URL: "https://localhost:3000" }, https)).toBeNull();
    expect(await hsts({ PUBLIC_URL, HSTS_MS: "0" }, https)).toBeNull();
    expect(await hsts({}, https)).toBeNull();
  });
});

describe("the Origin of the page that asks", () => {
  test.each(["http://localhost:6274", "https://localhost", "http://127.0.0.1:1", "http://[::1]:80"])(
    "by default %s is allowed",
    async (origin) => {
      await using app = await startApp();
      expect(await from(app, origin)).toBe(200);
    },
  );

  test.each([
    "https://evil.example",
    "null",
    "",
    "http://localhost.evil.example",
    "http://localhost@evil.example",
    "garbage",
    "file://",
  ])("by default %j is not", async (origin) => {
    await using app = await startApp();
    expect(await from(app, origin)).toBe(403);
  });

  test("allowed are whole origins, host names, other schemes, and always the page's own", async () => {
    const ALLOWED_ORIGINS = "https://app.example.com:443,claude.example,vscode-webview://abc";
    await using app = await startApp({ env: { ALLOWED_ORIGINS, PUBLIC_URL: "https://mcp.example.com/base" } });
    const allowed = [
      "https://app.example.com",
      "http://claude.example:81",
      "vscode-webview://abc",
      "https://mcp.example.com",
    ];
    const refused = [
      "http://app.example.com",
      "https://app.example.com:8443",
      "vscode-webview://abd",
      "http://mcp.example.com",
      "http://localhost",
    ];
    for (const origin of allowed) expect(await from(app, origin), origin).toBe(200);
    for (const origin of refused) expect(await from(app, origin), origin).toBe(403);
  });

  test("may be anybody's on a route that says so, and stays out of all others", async () => {
    await using app = await startApp({
      routes: [
        { methods: ["GET"], path: "/metadata", cors: "anyone", handle },
        { methods: ["GET", "POST"], path: "/page", forms: true, handle },
      ],
    });
    const evil = { Host: "localhost", Origin: "https://evil.example" };
    expect(await statusFor(app, evil, "/metadata")).toBe(200);
    expect(await statusFor(app, evil, "/page")).toBe(403);
    const { headers } = await fetch(`${app.url}/metadata`, { headers: { origin: "https://evil.example" } });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  test.each([
    ["a form of our own page, which tells no referrer", "/page", "same-origin", 200],
    ["one that says nothing of where it comes from", "/page", undefined, 403],
    ["a sandboxed page elsewhere", "/page", "cross-site", 403],
    ["a page of a neighbour", "/page", "same-site", 403],
    ["a route that takes no forms", "/other", "same-origin", 403],
    ["the MCP endpoint", "/mcp", "same-origin", 403],
  ])("null is %s: %s %s", async (_who, path, site, status) => {
    await using app = await startApp({
      routes: [
        { methods: ["GET"], path: "/page", forms: true, handle },
        { methods: ["GET"], path: "/other", handle },
      ],
    });
    const headers = { Host: "localhost", Origin: "null", ...(site !== undefined && { "Sec-Fetch-Site": site }) };
    expect(await statusFor(app, headers, path)).toBe(status);
  });

  test("is refused before anything runs, without CORS headers", async () => {
    await using app = await startApp();
    for (const method of ["POST", "OPTIONS"]) {
      const response = await fetch(`${app.url}/mcp`, { method, headers: { origin: "https://evil.example" } });
      expect(response.status).toBe(403);
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
      expect(await response.json()).toMatchObject({ jsonrpc: "2.0", error: { code: -32_000 }, id: null });
    }
  });
});

describe("CORS", () => {
  const origin = "http://localhost:6274";

  test("a preflight gets the headers of ours that it asked for", async () => {
    await using app = await startApp();
    const response = await fetch(`${app.url}/mcp/x/issues`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "Authorization, content-type,mcp-param-owner, x-evil, mcp-param-",
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, POST, DELETE",
      "access-control-allow-headers": "authorization, content-type, mcp-param-owner",
      vary: "Origin, Access-Control-Request-Headers",
    });
  });

  test("answers, errors too, may be read by the page; caches are told", async () => {
    await using app = await startApp();
    for (const body of ['{"jsonrpc":"2.0"}', "broken"]) {
      const { headers } = await fetch(`${app.url}/mcp`, {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
        body,
      });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(headers.get("access-control-expose-headers")).toBe(
        "www-authenticate, mcp-session-id, retry-after, x-request-id",
      );
      expect(headers.get("vary")).toBe("Origin");
    }
    expect((await fetch(`${app.url}/mcp`)).headers.get("vary")).toBe("Origin");
  });

  test("metadata takes part where its route says so, other pages do not", async () => {
    await using app = await startApp({
      routes: [
        { methods: ["GET"], path: "/.well-known/x", cors: true, handle },
        { methods: ["GET"], path: "/console", handle },
      ],
    });
    const allowOrigin = async (path: string) =>
      (await fetch(app.url + path, { headers: { origin } })).headers.get("access-control-allow-origin");
    expect(await allowOrigin("/.well-known/x")).toBe(origin);
    expect(await allowOrigin("/console")).toBeNull();
    expect((await fetch(`${app.url}/.well-known/x`, { method: "OPTIONS", headers: { origin } })).status).toBe(204);
    expect((await fetch(`${app.url}/console`, { method: "OPTIONS", headers: { origin } })).status).toBe(405);
  });
});
