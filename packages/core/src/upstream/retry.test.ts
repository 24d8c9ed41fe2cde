import { describe, expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

/** A vendor that answers with each of `statuses` in turn, then with 200. */
const failing = (statuses: readonly (number | "reset")[], headers: Record<string, string> = {}) => {
  let turn = 0;
  return startVendor((_request, response, socket) => {
    const status = statuses[turn] ?? 200;
    turn += 1;
    if (status === "reset") socket.resetAndDestroy();
    else sendJson(response, { turn }, { status, headers: status === 200 ? {} : headers });
  });
};
const readsPosts = {
  readOnly: ({ body }: { body: string | undefined }) => body?.startsWith('{"query":"query') ?? false,
};

describe("a read", () => {
  test.each([[502], [503], [504], ["reset"]] as const)("meeting %s is repeated", async (status) => {
    await using vendor = await failing([status, status]);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { fakeSleep: true });
    const session = upstream.session();
    expect((await session.fetch(vendor.url)).status).toBe(200);
    expect(session.sent.reads).toBe(3);
    expect(upstream.slept).toHaveLength(2);
    expect(upstream.slept.every((ms, index) => ms >= 50 * 2 ** index && ms <= 100 * 2 ** index)).toBe(true);
    expect(upstream.events.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
  });

  test("is repeated twice at most; the last answer or error is the result", async () => {
    await using vendor = await failing([502, 502, 503, 502]);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { fakeSleep: true });
    expect((await upstream.session().fetch(vendor.url)).status).toBe(503);
    expect(vendor.received).toHaveLength(3);
    await using dead = await failing(["reset", "reset", "reset", "reset"]);
    await using other = upstreamUnderTest({ hosts: [dead.host] }, { fakeSleep: true });
    expect(await rejection(other.session().fetch(dead.url))).toMatchObject({ kind: "unavailable", sent: true });
    expect(dead.received).toHaveLength(3);
  });

  test.each([400, 401, 404, 409, 422, 500, 501])("meeting %i is not repeated", async (status) => {
    await using vendor = await failing([status]);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { fakeSleep: true });
    expect((await upstream.session().fetch(vendor.url)).status).toBe(status);
    expect(vendor.received).toHaveLength(1);
  });

  test("may be a POST, where the vendor's word is that it reads", async () => {
    await using vendor = await failing([502, 200, 502]);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...readsPosts }, { fakeSleep: true });
    const { fetch, sent } = upstream.session();
    const post = (query: string) => fetch(`${vendor.url}/graphql`, { method: "POST", body: JSON.stringify({ query }) });
    expect((await post("query { viewer { login } }")).status).toBe(200);
    expect((await post("mutation { x }")).status).toBe(502);
    expect(sent).toMatchObject({ reads: 2, writes: 1 });
  });

  test("keeps its body when it is repeated", async () => {
    await using vendor = await failing(["reset"]);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...readsPosts }, { fakeSleep: true });
    const body = JSON.stringify({ query: "query { viewer { login } }" });
    await upstream.session().fetch(vendor.url, { method: "POST", body });
    expect(vendor.received.map((request) => request.body)).toEqual([body, body]);
  });

  test("waits as long as a busy vendor asks, if that is short", async () => {
    await using vendor = await failing([503], { "retry-after": "1" });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { fakeSleep: true });
    expect((await upstream.session().fetch(vendor.url)).status).toBe(200);
    expect(upstream.slept[0]).toBeGreaterThanOrEqual(1_000);

    await using busy = await failing([503], { "retry-after": "3" });
    await using other = upstreamUnderTest({ hosts: [busy.host] }, { fakeSleep: true });
    expect((await other.session().fetch(busy.url)).status).toBe(503);
    expect(other.slept).toEqual([]);
  });

  test("is not repeated past its deadline", async () => {
    await using vendor = await failing([503], { "retry-after": "1" });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const session = upstream.session("mlind", { deadlineAt: Date.now() + 900 });
    expect((await session.fetch(vendor.url)).status).toBe(503);
    expect(vendor.received).toHaveLength(1);
  });

  test("cancelled while it waits to be repeated stops at once", async () => {
    const asked = Promise.withResolvers<void>();
    await using vendor = await startVendor((_request, response) => {
      sendJson(response, {}, { status: 503, headers: { "retry-after": "2" } });
      asked.resolve();
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const controller = new AbortController();
    const call = rejection(upstream.session("mlind", { signal: controller.signal }).fetch(vendor.url));
    await asked.promise;
    const cancelledAt = performance.now();
    setTimeout(() => controller.abort(), 20);
    expect(await call).toMatchObject({ name: "AbortError" });
    expect(performance.now() - cancelledAt).toBeLessThan(500);
    expect(vendor.received).toHaveLength(1);
  });
});
