import { describe, expect, test } from "vitest";
import { sendJson, startVendor, type ReceivedRequest } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

interface Said {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A vendor whose answers follow `say`; what it says nothing about is a 200 of the bucket "core". */
const vendorSaying = (say: (request: ReceivedRequest) => Said | undefined) =>
  startVendor((request, response) => {
    const { status = 200, headers = {}, body = {} } = say(request) ?? {};
    const bucket = request.path.startsWith("/search") ? "search" : "core";
    sendJson(response, body, { status, headers: { "x-ratelimit-resource": bucket, ...headers } });
  });
const words = {
  quotaBucket: (headers: Headers) => headers.get("x-ratelimit-resource") ?? undefined,
  secondaryLimit: (_status: number, _headers: Headers, text: string) => /secondary rate/i.test(text),
};
const bySearch = ({ url }: { url: URL }) => (url.pathname.startsWith("/search") ? "search" : "core");
const inAnHour = () => String(Math.ceil(Date.now() / 1_000) + 3_600);
const spent = () => ({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour() });

describe("a read told to wait", () => {
  test.each([
    [429, "1", "a second"],
    [403, "1", "a second"],
    [429, "date", "until a date"],
  ])("%i, Retry-After %s, does so itself if that is short", async (status, value) => {
    let turn = 0;
    await using vendor = await vendorSaying(() => {
      turn += 1;
      const retryAfter = value === "date" ? new Date(Date.now() + 1_000).toUTCString() : value;
      return turn === 1 ? { status, headers: { "retry-after": retryAfter } } : undefined;
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...words }, { fakeSleep: true });
    expect((await upstream.session().fetch(vendor.url)).status).toBe(200);
    expect(upstream.slept).toHaveLength(1);
    expect(upstream.slept[0]).toBeLessThanOrEqual(2_050);
  });

  test("for long is refused with the time, and so is all that follows, unsent, until then", async () => {
    let limited = true;
    await using vendor = await vendorSaying(() =>
      limited ? { status: 429, headers: { "retry-after": "40" } } : undefined,
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { fakeSleep: true });
    const get = (who = "mlind") => upstream.session(who).fetch(`${vendor.url}/repos/a/b`);
    expect(await rejection(get())).toMatchObject({ kind: "rate_limited", retryAfterMs: 40_000, sent: true });
    limited = false;
    upstream.advance(37_000);
    const early = await rejection(get());
    expect(early).toMatchObject({ kind: "rate_limited", sent: false });
    expect(early).toHaveProperty("retryAfterMs", expect.closeTo(3_000, -3));
    expect(vendor.received).toHaveLength(1);
    expect((await get("trenn")).status).toBe(200);
    expect(upstream.slept).toEqual([]);
    // Two seconds are waited for in line.
    upstream.advance(1_500);
    expect((await get()).status).toBe(200);
    expect(upstream.slept).toEqual([expect.closeTo(1_500, -3)]);
  });

  test("calls waiting for their turn are not sent into the limit", async () => {
    await using vendor = await vendorSaying(() => ({ status: 429, headers: { "retry-after": "40" } }));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], concurrency: { reads: 2 } });
    const { fetch } = upstream.session();
    const errors = await Promise.all(
      Array.from({ length: 30 }, (_, index) => rejection(fetch(`${vendor.url}/${index}`))),
    );
    expect(errors.every((error) => error instanceof Error && "kind" in error && error.kind === "rate_limited")).toBe(
      true,
    );
    expect(vendor.received.length).toBeLessThanOrEqual(2);
  });
});

test("a write told to wait is not sent again", async () => {
  await using vendor = await vendorSaying(() => ({ status: 429, headers: { "retry-after": "1" } }));
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { fakeSleep: true });
  const call = upstream.session().fetch(vendor.url, { method: "POST" });
  expect(await rejection(call)).toMatchObject({ kind: "rate_limited", retryAfterMs: 1_000, sent: true });
  expect(vendor.received).toHaveLength(1);
});

describe("quotas", () => {
  test("are learnt from the last answer they allow", async () => {
    await using vendor = await vendorSaying(() => ({ headers: spent() }));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...words });
    expect((await upstream.session().fetch(`${vendor.url}/user`)).status).toBe(200);
    const error = await rejection(upstream.session().fetch(`${vendor.url}/user`));
    expect(error).toMatchObject({ kind: "rate_limited", bucket: "core", sent: false });
    expect(error).toHaveProperty("retryAfterMs", expect.closeTo(3_600_000, -4));
    expect(vendor.received).toHaveLength(1);
  });

  test("are apart: a spent search leaves the rest open", async () => {
    await using vendor = await vendorSaying(({ path }) =>
      path.startsWith("/search") ? { headers: spent() } : undefined,
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...words });
    const { fetch } = upstream.session();
    await fetch(`${vendor.url}/search/issues?q=a`);
    expect(await rejection(fetch(`${vendor.url}/search/issues?q=b`))).toMatchObject({ bucket: "search" });
    expect((await fetch(`${vendor.url}/repos/a/b`)).status).toBe(200);
  });

  test("are known before the first answer where the target names them", async () => {
    await using vendor = await vendorSaying(() => ({ headers: spent() }));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...words, bucketOf: bySearch });
    const { fetch } = upstream.session();
    await fetch(`${vendor.url}/repos/a/b`);
    expect(await rejection(fetch(`${vendor.url}/orgs/c/members`))).toMatchObject({ bucket: "core", sent: false });
    expect((await fetch(`${vendor.url}/search/issues`)).status).toBe(200);
  });

  test("of a secondary kind close the whole credential for a minute when no header says how long", async () => {
    const body = { message: "You have exceeded a secondary rate limit." };
    await using vendor = await vendorSaying(({ path }) => (path === "/a" ? { status: 403, body } : undefined));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...words });
    const { fetch } = upstream.session();
    expect(await rejection(fetch(`${vendor.url}/a`))).toMatchObject({ kind: "rate_limited", retryAfterMs: 60_000 });
    expect(await rejection(fetch(`${vendor.url}/search/b`, { method: "POST" }))).toMatchObject({
      kind: "rate_limited",
      bucket: undefined,
      sent: false,
    });
    upstream.advance(60_001);
    expect((await upstream.session().fetch(`${vendor.url}/search/b`)).status).toBe(200);
  });

  test("that say that nobody who comes from here is answered pause the host for all", async () => {
    await using vendor = await vendorSaying(({ path }) =>
      path === "/a" ? { status: 403, body: "blocked" } : undefined,
    );
    const secondaryLimit = (_status: number, _headers: Headers, text: string) =>
      /blocked/.test(text) ? ("everybody" as const) : false;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], secondaryLimit });
    expect(await rejection(upstream.session("mlind").fetch(`${vendor.url}/a`))).toMatchObject({ kind: "rate_limited" });
    expect(await rejection(upstream.session("trenn").fetch(`${vendor.url}/b`))).toMatchObject({
      kind: "rate_limited",
      sent: false,
    });
    expect(vendor.received).toHaveLength(1);
    upstream.advance(60_001);
    expect((await upstream.session("trenn").fetch(`${vendor.url}/b`)).status).toBe(200);
  });

  test("that everybody shares are counted here, for all credentials together", async () => {
    await using vendor = await vendorSaying(() => undefined);
    const sharedQuota = ({ url }: { url: URL }) =>
      url.pathname === "/search" ? { bucket: "search", requests: 3, windowMs: 60_000 } : undefined;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], sharedQuota });
    const search = (who: string, query: number) => upstream.session(who).fetch(`${vendor.url}/search?q=${query}`);
    for (const [query, who] of ["mlind", "trenn", "mlind"].entries())
      expect((await search(who, query)).status).toBe(200);
    const refused = await rejection(search("iokafor", 4));
    expect(refused).toMatchObject({ kind: "rate_limited", bucket: "search", sent: false });
    expect(vendor.received).toHaveLength(3);
    expect((await upstream.session("iokafor").fetch(`${vendor.url}/b`)).status).toBe(200);
    upstream.advance(60_001);
    expect((await search("iokafor", 5)).status).toBe(200);
  });

  test("an ordinary 403 is an answer, not a limit", async () => {
    const headers = { "x-ratelimit-remaining": "4999", "x-ratelimit-reset": inAnHour() };
    await using vendor = await vendorSaying(() => ({ status: 403, headers, body: { message: "Forbidden" } }));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], ...words });
    expect((await upstream.session().fetch(vendor.url)).status).toBe(403);
    expect((await upstream.session().fetch(vendor.url)).status).toBe(403);
  });

  test("do not outlast a clock that was set back", async () => {
    await using vendor = await vendorSaying(({ path }) => (path === "/a" ? { headers: spent() } : undefined));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    await upstream.session().fetch(`${vendor.url}/a`);
    upstream.advance(-300_000);
    expect((await upstream.session().fetch(`${vendor.url}/b`)).status).toBe(200);
  });
});
