import { describe, expect, test } from "vitest";
import { echo, METRICS, startApp, type RunningApp } from "./testing/start-app.ts";

const PING = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
const JSON_TYPE = { "content-type": "application/json" };

const says = (text: string) => (ctx: { body: unknown }) => void (ctx.body = text);

const fail = async () => {
  throw new Error("the secret reason");
};

describe("where paths lead", () => {
  test("everything at and below a mount's /mcp is its endpoint, path and query as sent", async () => {
    await using app = await startApp({
      mounts: [
        { path: "/github", handle: echo },
        { path: "/jira", handle: echo },
      ],
    });
    for (const path of ["/mcp", "/mcp/", "/mcp/x/issues,pulls/readonly", "/mcp/@work%20two/lazy"]) {
      const response = await fetch(`${app.url}/github${path}?a=1`, { method: "POST", headers: JSON_TYPE, body: PING });
      expect(await response.json()).toEqual({ method: "POST", path, body: JSON.parse(PING) });
    }
    const get = await fetch(`${app.url}/jira/mcp`);
    expect(await get.json()).toEqual({ method: "GET", path: "/mcp" });
    expect((await fetch(`${app.url}/jira/mcpx`)).status).toBe(404);
    expect((await fetch(`${app.url}/mcp`)).status).toBe(404);
  });

  test("what is nowhere gets a 404 that says what there is", async () => {
    await using app = await startApp();
    const response = await fetch(`${app.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: "not_found",
      message: "Nothing is served at /nowhere.",
      endpoints: ["/mcp", "/health", "/mcp/health", "/ready"],
    });
  });

  test("another method gets a 405 that says which there are", async () => {
    await using app = await startApp();
    const put = await fetch(`${app.url}/mcp`, { method: "PUT", body: "x" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST, DELETE, OPTIONS"]);
    expect(await put.json()).toMatchObject({ jsonrpc: "2.0", error: { code: -32_000 }, id: null });
    const post = await fetch(`${app.url}/health`, { method: "POST" });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET"]);
    expect(await post.json()).toMatchObject({ error: "method_not_allowed", allowed: ["GET"] });
  });

  test("routes: exact before /*, the longest /* first, HEAD with GET", async () => {
    await using app = await startApp({
      routes: [
        { methods: ["GET"], path: "/pages/*", handle: says("any") },
        { methods: ["GET"], path: "/pages/deep/*", handle: says("deep") },
        { methods: ["GET"], path: "/pages/one", handle: says("one") },
        { methods: ["POST"], path: "/pages/one", handle: says("posted") },
      ],
    });
    const text = async (path: string, method = "GET") => (await fetch(app.url + path, { method })).text();
    expect(await text("/pages/one")).toBe("one");
    expect(await text("/pages/one", "POST")).toBe("posted");
    expect(await text("/pages/two")).toBe("any");
    expect(await text("/pages/deep/x")).toBe("deep");
    expect((await fetch(`${app.url}/pages/one`, { method: "HEAD" })).status).toBe(200);
  });
});

const firstLine = async (app: RunningApp, target: string, method = "GET") =>
  (await app.raw(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).split("\r\n")[0];

describe("targets that no client of ours sends", () => {
  test.each([
    "http://[",
    "http://[:::",
    "*",
    "foo",
    "ftp://localhost/mcp",
    "http://localhost:99999/mcp",
    "/%ff%",
    "//",
    "/mcp;a",
    "/mcp#b",
    "/..",
  ])("%s is refused without a 5xx", async (target) => {
    await using app = await startApp();
    for (const method of ["GET", "POST", "OPTIONS"]) {
      expect(await firstLine(app, target, method)).toMatch(/^HTTP\/1\.1 40[04] /);
    }
    expect(app.logged()).toBe("");
  });

  test("a whole URL is taken, and its host counts", async () => {
    await using app = await startApp();
    expect(await firstLine(app, "http://localhost/mcp?x=1")).toContain("200");
    expect(await firstLine(app, "http://evil.example/mcp")).toContain("403");
  });
});

describe("what operators ask for", () => {
  test("/health and each /mcp/health say exactly this, whatever the Host", async () => {
    await using app = await startApp({ mounts: [{ path: "/github", handle: echo }] });
    for (const path of ["/health", "/mcp/health", "/github/mcp/health"]) {
      const answer = await app.raw(`GET ${path} HTTP/1.1\r\nHost: 10.1.2.3:3000\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(answer).toMatch(/\r\n\r\n\{"status":"healthy","version":"1\.2\.3"\}$/);
    }
  });

  test("/ready is 200 with its checks, and 503 while one fails or the process drains", async () => {
    await using app = await startApp();
    let works = true;
    app.health.register("store", () => {
      if (!works) throw new Error("down");
    });
    const ready = await fetch(`${app.url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready", checks: { store: "ok" } }]);
    works = false;
    app.health.register("queue", () => {});
    const unready = await fetch(`${app.url}/ready`);
    expect([unready.status, await unready.json()]).toEqual([
      503,
      { status: "unready", checks: { store: "failed", queue: "ok" } },
    ]);
    app.health.drain();
    const draining = await fetch(`${app.url}/ready`);
    expect([draining.status, draining.headers.get("connection")]).toEqual([503, "close"]);
    expect(await draining.json()).toMatchObject({ status: "draining" });
  });

  test("/metrics counts what is in flight, for whoever bears its token", async () => {
    await using app = await startApp({ env: { METRICS_TOKEN: METRICS.token } });
    expect(await (await fetch(`${app.url}/metrics`, METRICS)).text()).toContain("\ninflight_requests 1\n");
    for (const authorization of ["", "Bearer ", `Bearer ${METRICS.token}x`, `Basic ${METRICS.token}`]) {
      const refused = await fetch(`${app.url}/metrics`, { headers: { authorization } });
      expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="metrics"']);
      expect(await refused.text()).not.toContain("inflight");
    }
  });

  test.each([
    {},
    { METRICS_TOKEN: "t".repeat(16), METRICS_ENABLED: "no" },
    { METRICS_TOKEN: "t".repeat(16), ADMIN_PORT: "0" },
  ])("without a token there is no /metrics, nor where they are off or the admin port's: %o", async (env) => {
    await using app = await startApp({ env });
    expect((await fetch(`${app.url}/metrics`, METRICS)).status).toBe(404);
  });
});

describe("on every response", () => {
  test("security headers and a request id: the proxy's if it is sane, else a new one", async () => {
    await using app = await startApp();
    const idOf = async (given?: string) =>
      (await fetch(`${app.url}/health`, { headers: given === undefined ? {} : { "x-request-id": given } })).headers.get(
        "x-request-id",
      );
    const { headers } = await fetch(`${app.url}/mcp`, { method: "POST", headers: JSON_TYPE, body: PING });
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      "x-frame-options": "DENY",
      "cache-control": "no-store",
    });
    expect(await idOf("trace-1:2/a")).toBe("trace-1:2/a");
    for (const bad of [undefined, "two words", "x".repeat(129), '"quoted"'])
      expect(await idOf(bad)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("its duration, where logging.response_timing is on", async () => {
    await using timed = await startApp({ env: { LOG_RESPONSE_TIMING: "true" } });
    for (const path of ["/mcp", "/health", "/nowhere"]) {
      const { headers } = await fetch(timed.url + path);
      expect(headers.get("server-timing")).toMatch(/^total;dur=\d+\.\d$/);
      expect(headers.get("x-response-time")).toMatch(/^\d+\.\dms$/);
    }
    await using plain = await startApp();
    expect((await fetch(`${plain.url}/health`)).headers.get("server-timing")).toBeNull();
  });
});

describe("when something throws", () => {
  test("the caller gets -32603 with the request id and no stack; the log has the stack", async () => {
    await using app = await startApp({
      mounts: [{ path: "", handle: fail }],
      routes: [{ methods: ["GET"], path: "/page", handle: fail }],
    });
    for (const path of ["/mcp", "/page"]) {
      const response = await fetch(app.url + path, { headers: { "x-request-id": `id${path}` } });
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({
        jsonrpc: "2.0",
        error: {
          code: -32_603,
          message: `Internal error. The operator finds it in the log under id${path}.`,
          data: { request_id: `id${path}` },
        },
        id: null,
      });
      expect(app.logged()).toMatch(new RegExp(`the secret reason\\\\n.*"request_id":"id${path}"`));
    }
  });

  test("after half an answer the connection is cut, so that nobody takes it for whole", async () => {
    await using app = await startApp({
      mounts: [
        {
          path: "",
          async handle({ res }) {
            res.writeHead(200, { "content-type": "text/plain" });
            res.write("half");
            throw new Error("broken");
          },
        },
      ],
    });
    const response = fetch(`${app.url}/mcp`).then((answer) => answer.text());
    await expect(response).rejects.toThrow();
  });
});

describe("a client that leaves", () => {
  test("aborts the signal, however late somebody asks for it; a complete response does not", async () => {
    const left = Promise.withResolvers<boolean>();
    const leftLate = Promise.withResolvers<boolean>();
    const stayed = Promise.withResolvers<boolean>();
    await using app = await startApp({
      mounts: [
        {
          path: "",
          async handle({ res, path, signal, ...rest }) {
            if (path === "/mcp/stays") {
              res.once("close", () => stayed.resolve(signal.aborted));
              res.end("{}");
              return;
            }
            signal.addEventListener("abort", () => left.resolve(true));
            res.write(" ");
            expect(rest.requestId).not.toBe("");
          },
        },
        {
          path: "/late",
          async handle(request) {
            request.res.write(" ");
            request.res.once("close", () => leftLate.resolve(request.signal.aborted));
          },
        },
      ],
    });
    const get = (path: string) => app.raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`, "\r\n\r\n");
    await get("/mcp/leaves");
    expect(await left.promise).toBe(true);
    await get("/late/mcp");
    expect(await leftLate.promise).toBe(true);
    await (await fetch(`${app.url}/mcp/stays`)).text();
    expect(await stayed.promise).toBe(false);
  });

  test("in the middle of its upload is no error of ours", async () => {
    let handled = 0;
    await using app = await startApp({ mounts: [{ path: "", handle: async () => void (handled += 1) }] });
    const head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const cut = app.raw(`${head}Content-Length: 100\r\nExpect: 100-continue\r\n\r\n{"jsonrpc"`, "100 Continue");
    await cut;
    await app.app.inFlight.noCalls();
    expect(handled).toBe(0);
    expect(app.logged()).not.toContain("unexpected error");
  });
});

describe("a process that is about to end", () => {
  test("still answers calls, closing each connection, and opens no streams", async () => {
    await using app = await startApp();
    app.health.drain();
    const call = await fetch(`${app.url}/mcp`, { method: "POST", headers: JSON_TYPE, body: PING });
    expect([call.status, call.headers.get("connection")]).toEqual([200, "close"]);

    const listen = await fetch(`${app.url}/mcp`, {
      method: "POST",
      headers: { ...JSON_TYPE, "mcp-method": "subscriptions/listen" },
      body: PING,
    });
    const get = await fetch(`${app.url}/mcp`, { headers: { accept: "text/event-stream" } });
    for (const refused of [listen, get]) {
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
      expect(await refused.json()).toMatchObject({ jsonrpc: "2.0", error: { code: -32_000 } });
    }
  });
});
