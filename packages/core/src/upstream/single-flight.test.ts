import { describe, expect, test } from "vitest";
import { createSingleFlight } from "./single-flight.ts";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

/** A vendor that answers only when told to. */
async function heldVendor() {
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const hungUp = Promise.withResolvers<number>();
  const vendor = await startVendor((_request, response, socket) => {
    socket.once("close", () => hungUp.resolve(performance.now()));
    arrived.resolve();
    void answer.promise.then(() => sendJson(response, { id: 1 }, { headers: { "x-request-id": "R1" } }));
  });
  return { ...vendor, arrived: arrived.promise, answer: answer.resolve, hungUp: hungUp.promise };
}

test("a thousand identical reads of one credential are one request, and each gets a body of its own", async () => {
  await using vendor = await heldVendor();
  const { arrived, answer } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host], requestIdHeader: "x-request-id" });
  const sessions = Array.from({ length: 1_000 }, () => upstream.session());
  const calls = sessions.map((session) => session.fetch(`${vendor.url}/a`));
  await arrived;
  answer();
  const bodies = await Promise.all((await Promise.all(calls)).map((response) => response.json()));
  expect(bodies).toEqual(sessions.map(() => ({ id: 1 })));
  expect(vendor.received).toHaveLength(1);
  expect(sessions.filter(({ sent }) => sent.reads === 1 && sent.cached === 0)).toHaveLength(1);
  expect(sessions.filter(({ sent }) => sent.reads === 0 && sent.cached === 1)).toHaveLength(999);
  expect(sessions.every(({ requestIds }) => requestIds.join() === "R1")).toBe(true);
});

test("reads that differ in credential, URL or headers are apart, and writes always", async () => {
  await using vendor = await heldVendor();
  const { answer } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const { fetch } = upstream.session();
  const calls = [
    fetch(`${vendor.url}/a`),
    fetch(`${vendor.url}/a?page=2`),
    fetch(`${vendor.url}/a`, { headers: { accept: "text/plain" } }),
    upstream.session("trenn").fetch(`${vendor.url}/a`),
    fetch(`${vendor.url}/a`, { method: "POST" }),
    fetch(`${vendor.url}/a`, { method: "POST" }),
  ];
  answer();
  await Promise.all(calls);
  expect(vendor.received).toHaveLength(6);
});

describe("a caller who leaves", () => {
  test("does so alone, the one who came first too", async () => {
    await using vendor = await heldVendor();
    const { arrived, answer } = vendor;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const controller = new AbortController();
    const first = rejection(upstream.session("mlind", { signal: controller.signal }).fetch(vendor.url));
    const second = upstream.session().fetch(vendor.url);
    const third = rejection(upstream.session("mlind", { deadlineAt: Date.now() + 30 }).fetch(vendor.url));
    await arrived;
    controller.abort();
    expect(await first).toMatchObject({ name: "AbortError" });
    expect(await third).toMatchObject({ kind: "timeout" });
    answer();
    expect(await (await second).json()).toEqual({ id: 1 });
    expect(vendor.received).toHaveLength(1);
  });

  test("last takes the request along within 100 ms, and the next one starts anew", async () => {
    await using vendor = await heldVendor();
    const { arrived, answer, hungUp } = vendor;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => rejection(upstream.session("mlind", { signal }).fetch(vendor.url)));
    await arrived;
    const cancelledAt = performance.now();
    for (const controller of controllers) controller.abort();
    const next = upstream.session().fetch(vendor.url);
    expect(await Promise.all(calls)).toMatchObject([{ name: "AbortError" }, { name: "AbortError" }]);
    expect((await hungUp) - cancelledAt).toBeLessThan(100);
    answer();
    expect((await next).status).toBe(200);
    expect(vendor.received).toHaveLength(2);
  });
});

test("a failure reaches everyone who waited", async () => {
  await using vendor = await startVendor((_request, _response, socket) => socket.resetAndDestroy());
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits: { maxRetries: 0 } });
  const errors = await Promise.all([1, 2, 3].map(() => rejection(upstream.session().fetch(vendor.url))));
  expect(errors).toMatchObject([{ kind: "unavailable" }, { kind: "unavailable" }, { kind: "unavailable" }]);
  expect(vendor.received).toHaveLength(1);
});

describe("work that must not be older than who asks for it", () => {
  const caller = (since: number) => ({
    scope: { signal: new AbortController().signal, deadlineAt: Infinity },
    host: "h",
    since,
  });
  /** Work that ends when it is told to. */
  const works = () => {
    const begun: PromiseWithResolvers<string>[] = [];
    const run = () => {
      const work = Promise.withResolvers<string>();
      begun.push(work);
      return work.promise;
    };
    return { begun, run };
  };

  test("waits for what is under way, and is shared by all who came meanwhile", async () => {
    const flights = createSingleFlight<string>();
    const { begun, run } = works();
    const first = flights.join("a", caller(performance.now()), run);
    await expect.poll(() => begun.length).toBe(1);
    const later = [1, 2, 3].map(() => flights.join("a", caller(performance.now()), run));
    begun[0]?.resolve("before");
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.resolve("after");
    const results = await Promise.all([first, ...later]);
    expect(results.map(({ result }) => result)).toEqual(["before", "after", "after", "after"]);
    expect(begun).toHaveLength(2);
  });

  test("does not wait for what takes long", async () => {
    const flights = createSingleFlight<string>({ turnMs: 20 });
    const { begun, run } = works();
    const first = flights.join("a", caller(performance.now()), run);
    await expect.poll(() => begun.length).toBe(1);
    const later = flights.join("a", caller(performance.now()), run);
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.resolve("after");
    expect((await later).result).toBe("after");
    begun[0]?.reject(new Error("too slow"));
    await expect(first).rejects.toThrow("too slow");
  });
});
