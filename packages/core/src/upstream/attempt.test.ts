import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { upstreamUnderTest } from "./testing/upstream-under-test.ts";

/** All the ways to answer a write that make some client send it again. */
const mischiefs: Record<string, (response: ServerResponse, socket: Socket) => void> = {
  "200": (response) => sendJson(response, { ok: true }),
  "401": (response) => sendJson(response, {}, { status: 401, headers: { "www-authenticate": "Basic" } }),
  "403 with Retry-After": (response) => sendJson(response, {}, { status: 403, headers: { "retry-after": "0" } }),
  "408": (response) => sendJson(response, {}, { status: 408, headers: { connection: "close" } }),
  "409": (response) => sendJson(response, {}, { status: 409 }),
  "421": (response) => sendJson(response, {}, { status: 421 }),
  "425": (response) => sendJson(response, {}, { status: 425 }),
  "429 at once": (response) => sendJson(response, {}, { status: 429, headers: { "retry-after": "0" } }),
  "500": (response) => sendJson(response, {}, { status: 500 }),
  "502": (response) => sendJson(response, {}, { status: 502 }),
  "503 at once": (response) => sendJson(response, {}, { status: 503, headers: { "retry-after": "0" } }),
  "504": (response) => sendJson(response, {}, { status: 504 }),
  "307": (response) => sendJson(response, {}, { status: 307, headers: { location: "/elsewhere" } }),
  "308 to itself": (response) => sendJson(response, {}, { status: 308, headers: { location: "" } }),
  "304": (response) => void response.writeHead(304).end(),
  reset: (_response, socket) => socket.resetAndDestroy(),
  "closed without an answer": (_response, socket) => void socket.end(),
  "headers, then reset": (response, socket) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("{", () => socket.resetAndDestroy());
  },
  "half a body": (response, socket) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "50" });
    response.write('{"half":', () => socket.end());
  },
  "broken JSON": (response) => void response.writeHead(200, { "content-type": "application/json" }).end("{"),
  "not HTTP": (_response, socket) => void socket.end("220 hello\r\n\r\n"),
  "103, then reset": (response, socket) => {
    response.writeEarlyHints({ link: "</a>; rel=preload" }, () => socket.resetAndDestroy());
  },
  "answer, then closed": (response) => sendJson(response, {}, { status: 502, headers: { connection: "close" } }),
  "no answer": () => {},
};

test("a write is sent exactly once, whatever happens to it", async () => {
  const chosen = new Map<string, string>();
  const arrived = new Map<string, () => void>();
  await using vendor = await startVendor(({ path }, response, socket) => {
    const mischief = mischiefs[chosen.get(path) ?? "200"];
    mischief?.(response, socket);
    arrived.get(path)?.();
  });
  // A vendor that does nothing but mischief would be held for down, and hear of no write.
  const limits = { maxInlineWaitMs: 2_000, breakerCalls: 1_000_000 };
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits });
  let cases = 0;
  const times = (path: string) => vendor.received.filter((request) => request.path === path).length;
  const write = fc.record({
    mischief: fc.constantFrom(...Object.keys(mischiefs)),
    method: fc.constantFrom("POST", "PUT", "PATCH", "DELETE"),
    body: fc.constantFrom(undefined, "{}", JSON.stringify({ text: "x".repeat(100_000) }), new Uint8Array(10)),
    // A read just before leaves a warm socket, where clients like to send again.
    warm: fc.boolean(),
    ending: fc.constantFrom("deadline", "cancelled"),
  });
  await fc.assert(
    fc.asyncProperty(write, async ({ mischief, method, body, warm, ending }) => {
      cases += 1;
      const path = `/write/${cases}`;
      chosen.set(path, mischief);
      // One credential each: a learnt limit must not stop the next case.
      const who = `person-${cases}`;
      if (warm) await upstream.session(who).fetch(`${vendor.url}/warm/${cases}`);
      const hangs = mischief === "no answer";
      const controller = new AbortController();
      if (hangs && ending === "cancelled") arrived.set(path, () => controller.abort());
      const session = upstream.session(who, {
        deadlineAt: Date.now() + (hangs && ending === "deadline" ? 60 : 10_000),
        signal: controller.signal,
      });
      const outcome = await session.fetch(vendor.url + path, { method, ...(body && { body }) }).then(
        (response) => response.status,
        (error: Error) => error.name,
      );
      // On a busy machine so short a deadline may pass before the sending.
      if (!(hangs && ending === "deadline")) expect({ outcome, times: times(path) }).toEqual({ outcome, times: 1 });
      expect(session.sent.writes).toBe(1);
    }),
    { numRuns: 300 },
  );
  expect([...chosen.keys()].filter((path) => times(path) > 1)).toEqual([]);
  expect(vendor.received.filter(({ path }) => !/^\/(write|warm)\/\d+$/.test(path))).toEqual([]);
  expect(upstream.events.filter(({ method, attempt }) => method !== "GET" && attempt > 0)).toEqual([]);
}, 60_000);

test("whether a failed write had left is told", async () => {
  await using vendor = await startVendor((_request, _response, socket) => socket.resetAndDestroy());
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  await expect(upstream.session().fetch(vendor.url, { method: "POST" })).rejects.toMatchObject({
    kind: "unavailable",
    sent: true,
  });
});

test("what applying the credential throws is what fetch throws, and nothing is sent", async () => {
  await using vendor = await startVendor((_request, response) => sendJson(response, {}));
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const reauthorize = new Error("sign in again");
  const apply = () => Promise.reject(reauthorize);
  for (const method of ["GET", "POST"]) {
    const session = upstream.session("mlind", { credential: { id: "mlind", apply } });
    await expect(session.fetch(vendor.url, { method })).rejects.toBe(reauthorize);
  }
  expect(vendor.received).toEqual([]);
});
