import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createBreakers } from "./breakers.ts";
import type { WireAnswer } from "./exchange.ts";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

const limits = { maxRetries: 0, breakerPauseMs: 200 };
type End = (response: ServerResponse, socket: Socket) => void;
const status =
  (code: number): End =>
  (response) =>
    sendJson(response, {}, { status: code });

describe("a vendor that is down", () => {
  test.each<[string, End]>([
    ["answers 500", status(500)],
    ["answers 503", status(503)],
    ["resets connections", (_response, socket) => void socket.resetAndDestroy()],
    [
      "breaks off",
      (response, socket) => response.writeHead(200, { "content-length": "50" }).write("{", () => socket.destroy()),
    ],
    ["sends what is no JSON", (response) => response.writeHead(200, { "content-type": "application/json" }).end("{")],
  ])("because it %s gets twenty requests at most, then none, then one", async (_how, end) => {
    let down = true;
    await using vendor = await startVendor((_request, response, socket) =>
      down ? end(response, socket) : sendJson(response, {}),
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits });
    const get = (index: number) => upstream.session().fetch(`${vendor.url}/${index}`);
    for (let index = 0; index < 40; index += 1) await get(index).catch(() => {});
    expect(vendor.received.length).toBeLessThanOrEqual(20);
    expect(upstream.breakers.at(-1)).toBe("open");

    const before = vendor.received.length;
    const session = upstream.session();
    const error = await rejection(session.fetch(vendor.url, { method: "POST" }));
    if (vendor.received.length === before) {
      expect(error).toMatchObject({ kind: "unavailable", sent: false });
      expect((error as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(1_000);
      expect(session.sent).toEqual({ reads: 0, writes: 0, revalidated: 0, cached: 0 });
    }
    down = false;
    await expect
      .poll(
        () =>
          get(99).then(
            ({ status: code }) => code,
            () => 0,
          ),
        { timeout: 5_000 },
      )
      .toBe(200);
    expect(upstream.breakers).toContain("half_open");
    expect(upstream.breakers.at(-1)).toBe("closed");
  });
});

test.each([400, 401, 403, 404, 409, 422, 429])("a vendor that answers %i is not down", async (code) => {
  await using vendor = await startVendor((_request, response) => status(code)(response, response.socket as Socket));
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits });
  for (let index = 0; index < 40; index += 1) {
    // Each somebody else, so that a 429 of one does not stop the rest.
    await upstream
      .session(`person ${index}`)
      .fetch(vendor.url)
      .catch(() => {});
  }
  expect(vendor.received).toHaveLength(40);
  expect(upstream.breakers).toEqual(["closed"]);
});

test("a vendor that fails at times is not down, and one host's being down leaves the other alone", async () => {
  let turn = 0;
  await using shaky = await startVendor((_request, response) => {
    turn += 1;
    sendJson(response, {}, { status: turn % 3 === 0 ? 502 : 200 });
  });
  await using dead = await startVendor((_request, response) => sendJson(response, {}, { status: 502 }));
  await using upstream = upstreamUnderTest({ hosts: [shaky.host, dead.host] }, { limits });
  for (let index = 0; index < 60; index += 1) {
    await upstream.session().fetch(shaky.url);
    await upstream
      .session()
      .fetch(dead.url)
      .catch(() => {});
  }
  expect(shaky.received).toHaveLength(60);
  expect(dead.received.length).toBeLessThan(60);
});

test("what callers give up is no failure of the vendor", async () => {
  await using vendor = await startVendor(() => {});
  await using upstream = upstreamUnderTest({ hosts: [vendor.host], concurrency: { reads: 50 } }, { limits });
  const controller = new AbortController();
  const calls = Array.from({ length: 40 }, (_, index) =>
    rejection(upstream.session("mlind", { signal: controller.signal }).fetch(`${vendor.url}/${index}`)),
  );
  await expect.poll(() => vendor.received.length).toBe(40);
  controller.abort();
  await Promise.all(calls);
  expect(upstream.breakers).toEqual(["closed"]);
});

test("a clock that is set back keeps nobody from a vendor that is up again", async () => {
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ["Date"] });
  const breakers = createBreakers({ minimumCalls: 2, halfOpenAfterMs: 500 }, () => {});
  const ask = (status: number) => breakers.run("vendor", async () => ({ status }) as WireAnswer);
  for (let call = 0; call < 2; call += 1) await ask(500);
  await expect(ask(200)).rejects.toMatchObject({ kind: "unavailable", sent: false });
  vi.setSystemTime(Date.now() - 5 * 60_000);
  await expect.poll(() => ask(200).catch(() => undefined), { timeout: 5_000 }).toEqual({ status: 200 });
});
