import { describe, expect, test } from "vitest";
import { memoryRateLimit } from "../store/index.ts";
import { overloadGuard } from "./overload-guard.ts";
import { METRICS, startApp } from "./testing/start-app.ts";
import type { HttpContext, HttpMiddleware } from "./app-context.ts";

const behindProxy = (address: string) => ({ headers: { "x-forwarded-for": address } });
const limited = (points: number, env: Record<string, string> = { TRUST_PROXY: "true" }) =>
  startApp({ env: { ...env, METRICS_TOKEN: METRICS.token }, addressLimit: memoryRateLimit({ points, windowS: 60 }) });

describe("an address", () => {
  test("has its share, then 429 with the time to wait; others have theirs", async () => {
    await using app = await limited(3);
    const get = (address: string) => fetch(`${app.url}/mcp`, behindProxy(address));
    const statuses = [];
    for (let turn = 0; turn < 5; turn += 1) statuses.push((await get("192.0.2.1")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await get("192.0.2.2")).status).toBe(200);
    const refused = await get("192.0.2.1");
    const retryAfter = Number(refused.headers.get("retry-after"));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({
      jsonrpc: "2.0",
      error: { code: -32_000, data: { code: "rate_limited", retry_after_s: retryAfter } },
      id: null,
    });
    expect(await (await fetch(`${app.url}/metrics`, METRICS)).text()).toMatch(
      /limit_refusals_total\{limit="address"\} 3/,
    );
  });

  test("of IPv6 counts with its whole /64", async () => {
    await using app = await limited(2);
    const get = async (address: string) => (await fetch(`${app.url}/mcp`, behindProxy(address))).status;
    expect(await get("2001:db8:1:2::1")).toBe(200);
    expect(await get("2001:db8:1:2:ffff::9")).toBe(200);
    expect(await get("2001:DB8:1:2:0:0:0:77")).toBe(429);
    expect(await get("2001:db8:1:3::1")).toBe(200);
  });

  test("is the one that the proxy has added, whatever the client says before", async () => {
    await using app = await limited(1);
    const get = async (list: string) => (await fetch(`${app.url}/mcp`, behindProxy(list))).status;
    expect(await get("198.51.100.1, 192.0.2.1")).toBe(200);
    expect(await get("198.51.100.2, 192.0.2.1")).toBe(429);
  });

  test("is the one that the outermost of several proxies has added", async () => {
    await using app = await limited(1, { TRUSTED_PROXIES: "loopback", TRUST_PROXY_HOPS: "2" });
    const get = async (list: string) => (await fetch(`${app.url}/mcp`, behindProxy(list))).status;
    expect(await get("198.51.100.1, 192.0.2.1, 10.0.0.1")).toBe(200);
    expect(await get("198.51.100.2, 192.0.2.1, 10.0.0.2")).toBe(429);
    expect(await get("192.0.2.1, 198.51.100.3, 10.0.0.1")).toBe(200);
  });

  test("is not taken from a header of whoever is no trusted proxy", async () => {
    await using app = await limited(1, {});
    const get = async (address: string) => (await fetch(`${app.url}/mcp`, behindProxy(address))).status;
    // All of them come from loopback, which is not held.
    expect([await get("192.0.2.1"), await get("192.0.2.1")]).toEqual([200, 200]);
  });

  test("that watches over the process is never refused", async () => {
    await using app = await limited(1);
    const statuses = [];
    for (const path of ["/health", "/mcp/health", "/ready", "/metrics", "/health", "/mcp", "/mcp", "/health"]) {
      const headers = { ...METRICS.headers, ...behindProxy("192.0.2.1").headers };
      statuses.push((await fetch(app.url + path, { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 200]);
  });
});

describe("a process with more to do than it can", () => {
  test("refuses with 503 and Retry-After what is too much at once, but not who watches over it", async () => {
    const held: (() => void)[] = [];
    await using app = await startApp({
      env: { LIMIT_IN_FLIGHT: "3" },
      mounts: [
        {
          path: "",
          handle: ({ res }) => new Promise<void>((resolve) => held.push(() => resolve(void res.end("{}")))),
        },
      ],
    });
    const calls = [1, 2, 3].map(() => fetch(`${app.url}/mcp`));
    await expect.poll(() => held.length).toBe(3);
    const refused = await fetch(`${app.url}/mcp`);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await refused.json()).toMatchObject({ error: { data: { code: "rate_limited", retry_after_s: 1 } } });
    expect((await fetch(`${app.url}/health`)).status).toBe(200);
    for (const answer of held) answer();
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200]);
    await expect.poll(() => app.app.inFlight.calls).toBe(0);
    const again = fetch(`${app.url}/mcp`);
    await expect.poll(() => held.length).toBe(4);
    held[3]?.();
    expect((await again).status).toBe(200);
  });

  test.each([
    ["a call", 40, 250, true],
    ["a call", 40, 150, false],
    ["a call", 10, 900, false],
    ["a delivery", 40, 250, false],
    ["a delivery", 1_001, 0, true],
  ])("%s, with %i calls and an event loop %i ms late, is refused: %s", async (what, calls, p99Ms, refuses) => {
    let shed = 0;
    const guard: HttpMiddleware = overloadGuard({
      inFlight: { calls },
      loop: { p99Ms: () => p99Ms },
      limits: { inFlight: 1_000, loopDelayMs: 200 },
      onShed: () => (shed += 1),
    });
    let passed = 0;
    const res = { req: { method: "POST" }, writeHead: () => {}, end: () => {} };
    const target = what === "a delivery" ? { kind: "routes", routes: [{ signed: true }] } : { kind: "nothing" };
    const ctx = { res, state: { target } } as unknown as HttpContext;
    await guard(ctx, async () => void (passed += 1));
    expect([shed, passed]).toEqual(refuses ? [1, 0] : [0, 1]);
  });
});
