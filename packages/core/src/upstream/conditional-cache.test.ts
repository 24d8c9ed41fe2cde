import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCache } from "../cache/index.ts";
import { cachePlace, createConditionalCache } from "./conditional-cache.ts";
import { sendJson, startVendor, type ReceivedRequest } from "./testing/loopback-vendor.ts";
import { upstreamUnderTest } from "./testing/upstream-under-test.ts";

/** A vendor with one resource per path whose ETag is its version; counts what it answers in full. */
async function versionedVendor(headersFor: (request: ReceivedRequest) => Record<string, string> = () => ({})) {
  const versions = new Map<string, number>();
  const full: string[] = [];
  const vendor = await startVendor((request, response) => {
    const { method, path, headers } = request;
    if (method !== "GET") {
      versions.set(path, (versions.get(path) ?? 1) + 1);
      return sendJson(response, {}, { status: 201 });
    }
    const etag = `"${path}-${versions.get(path) ?? 1}"`;
    const extra = { etag, "x-ratelimit-remaining": "4999", ...headersFor(request) };
    if (headers["if-none-match"] === etag) return void response.writeHead(304, extra).end();
    full.push(path);
    sendJson(response, { path, version: versions.get(path) ?? 1, who: headers.authorization }, { headers: extra });
  });
  return { ...vendor, full, versions, [Symbol.asyncDispose]: () => vendor[Symbol.asyncDispose]() };
}

const cacheMark = (response: Response) => response.headers.get("x-fairlead-cache");

describe("a second read", () => {
  test("is revalidated, and looks like the first to the SDK above", async () => {
    await using vendor = await versionedVendor(({ headers }) => ({
      "x-request": headers["if-none-match"] ? "2" : "1",
    }));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const session = upstream.session();
    const first = await session.fetch(`${vendor.url}/a`);
    const second = await session.fetch(`${vendor.url}/a`);
    expect([cacheMark(first), cacheMark(second)]).toEqual([null, "revalidated"]);
    expect([second.status, second.url]).toEqual([200, `${vendor.url}/a`]);
    expect(await second.json()).toEqual(await first.json());
    // The headers are those of the 304 where it has them.
    expect([second.headers.get("x-request"), second.headers.get("content-type")]).toEqual(["2", "application/json"]);
    expect(session.sent).toEqual({ reads: 2, writes: 0, revalidated: 1, cached: 0 });
    expect(upstream.events.map(({ cached, status }) => [cached, status])).toEqual([
      ["miss", 200],
      ["revalidated", 304],
    ]);
  });

  test("goes by Last-Modified where there is no ETag", async () => {
    const modified = "Sun, 22 Nov 2026 10:00:00 GMT";
    await using vendor = await startVendor(({ headers }, response) => {
      if (headers["if-modified-since"] === modified) response.writeHead(304).end();
      else sendJson(response, { read: true }, { headers: { "last-modified": modified } });
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    await upstream.session().fetch(vendor.url);
    const second = await upstream.session().fetch(vendor.url);
    expect([cacheMark(second), await second.json()]).toEqual(["revalidated", { read: true }]);
  });

  test("gets the new state when there is one", async () => {
    await using vendor = await versionedVendor();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const read = async () => (await upstream.session().fetch(`${vendor.url}/a`)).json();
    expect(await read()).toMatchObject({ version: 1 });
    vendor.versions.set("/a", 2);
    expect(await read()).toMatchObject({ version: 2 });
    expect(await read()).toMatchObject({ version: 2 });
    expect(vendor.full).toEqual(["/a", "/a"]);
  });

  test("of another representation is another entry", async () => {
    await using vendor = await versionedVendor();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const { fetch } = upstream.session();
    for (const headers of [{ accept: "a/json" }, { accept: "b/json" }, { accept: "a/json", "x-api-version": "2" }]) {
      expect(cacheMark(await fetch(`${vendor.url}/a`, { headers }))).toBeNull();
    }
    expect(cacheMark(await fetch(`${vendor.url}/a`, { headers: { accept: "b/json" } }))).toBe("revalidated");
  });

  test("that brings its own condition gets its own 304", async () => {
    await using vendor = await versionedVendor();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const headers = { "if-none-match": '"/a-1"' };
    expect((await upstream.session().fetch(`${vendor.url}/a`, { headers })).status).toBe(304);
  });
});

describe("freshness", () => {
  const minute = { freshMs: 60_000 };

  test("saves the request, until it is over", async () => {
    await using vendor = await versionedVendor();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const read = () => upstream.session("mlind", minute).fetch(`${vendor.url}/a`);
    await read();
    upstream.advance(59_000);
    const fresh = await read();
    expect([cacheMark(fresh), fresh.status, fresh.url]).toEqual(["fresh", 200, `${vendor.url}/a`]);
    expect(await fresh.json()).toMatchObject({ version: 1 });
    expect(vendor.received).toHaveLength(1);
    upstream.advance(1_001);
    expect(cacheMark(await read())).toBe("revalidated");
    // The 304 made it fresh again.
    expect(cacheMark(await read())).toBe("fresh");
    upstream.advance(-10_000);
    expect(cacheMark(await read())).toBe("revalidated");
  });

  test("is not for calls that did not ask for it", async () => {
    await using vendor = await versionedVendor();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    await upstream.session().fetch(`${vendor.url}/a`);
    expect(cacheMark(await upstream.session().fetch(`${vendor.url}/a`))).toBe("revalidated");
  });

  test.each([{ "cache-control": "private, no-store" }, { vary: "*" }])("yields to %o", async (headers) => {
    await using vendor = await versionedVendor(() => headers);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    for (let turn = 0; turn < 2; turn += 1) {
      expect(cacheMark(await upstream.session("mlind", minute).fetch(`${vendor.url}/a`))).toBeNull();
    }
    expect(vendor.full).toHaveLength(2);
  });

  test("of all a credential has read ends with its next write, failed ones too", async () => {
    let failing = false;
    await using vendor = await startVendor(({ method }, response) => {
      if (method === "GET") sendJson(response, {}, { headers: { etag: '"1"' } });
      else sendJson(response, {}, { status: failing ? 502 : 200 });
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const mark = async (who: string, path: string) =>
      cacheMark(await upstream.session(who, minute).fetch(vendor.url + path));
    for (const fails of [false, true]) {
      failing = fails;
      await mark("mlind", "/a");
      await mark("trenn", "/a");
      expect([await mark("mlind", "/a"), await mark("trenn", "/a")]).toEqual(["fresh", "fresh"]);
      await upstream.session("mlind").fetch(`${vendor.url}/other`, { method: "PATCH" });
      expect([await mark("mlind", "/a"), await mark("trenn", "/a")]).toEqual([null, "fresh"]);
    }
  });

  test.each(["while the first still runs", "after the first was answered"])(
    "is not had from a read that began before a write, %s",
    async (when) => {
      const readArrived = Promise.withResolvers<void>();
      const answerRead = Promise.withResolvers<void>();
      await using vendor = await startVendor(({ method }, response) => {
        if (method === "POST") return sendJson(response, {});
        readArrived.resolve();
        void answerRead.promise.then(() => sendJson(response, {}, { headers: { etag: '"1"' } }));
      });
      await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
      const read = () => upstream.session("mlind", minute).fetch(`${vendor.url}/a`);
      const early = read();
      await readArrived.promise;
      await upstream.session().fetch(`${vendor.url}/b`, { method: "POST" });
      if (when === "after the first was answered") {
        answerRead.resolve();
        await early;
      }
      const late = read();
      answerRead.resolve();
      await Promise.all([early, late]);
      expect(vendor.received.filter(({ method }) => method === "GET")).toHaveLength(2);
    },
  );
});

describe("an entry is dropped", () => {
  test.each([401, 403, 404, 410])("when the vendor answers %i", async (status) => {
    let denied = false;
    await using vendor = await startVendor((_request, response) =>
      denied ? sendJson(response, {}, { status }) : sendJson(response, {}, { headers: { etag: '"1"' } }),
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const read = (freshMs: number) => upstream.session("mlind", { freshMs }).fetch(vendor.url);
    await read(0);
    denied = true;
    expect((await read(0)).status).toBe(status);
    expect((await read(60_000)).status).toBe(status);
    expect(vendor.received[2]?.headers["if-none-match"]).toBeUndefined();
  });

  test("when the credential is invalidated, and only that credential's", async () => {
    await using vendor = await versionedVendor();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const mark = async (who: string) =>
      cacheMark(await upstream.session(who, { freshMs: 60_000 }).fetch(`${vendor.url}/a`));
    await mark("mlind");
    await mark("trenn");
    await upstream.invalidate("mlind");
    await upstream.invalidate("nobody");
    expect([await mark("mlind"), await mark("trenn")]).toEqual([null, "fresh"]);
    expect(vendor.received[2]?.headers["if-none-match"]).toBeUndefined();
  });
});

test("a read under way when its credential is invalidated serves no one who comes after", async () => {
  const readArrived = Promise.withResolvers<void>();
  const answerRead = Promise.withResolvers<void>();
  await using vendor = await startVendor((_request, response) => {
    readArrived.resolve();
    void answerRead.promise.then(() => sendJson(response, {}, { headers: { etag: '"1"' } }));
  });
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const read = () => upstream.session("mlind", { freshMs: 60_000 }).fetch(vendor.url);
  const before = read();
  await readArrived.promise;
  void upstream.invalidate("mlind");
  const after = read();
  answerRead.resolve();
  await Promise.all([before, after]);
  expect(vendor.received.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, undefined]);
});

test("what an invalidated credential had is gone from memory", async () => {
  const cache = createCache({ key: Buffer.alloc(32, 7) });
  const answers = createConditionalCache(cache, Date.now);
  const answer = { status: 200, statusText: "OK", headers: new Headers({ etag: '"1"' }), body: new Uint8Array(5) };
  const places = await Promise.all(
    ["ada", "ben"].map(async (who) => {
      const standing = await cache.standing(who);
      const place = cachePlace(standing, new URL("https://api.example/a"), new Headers());
      answers.settle(place, undefined, answer, { standing, startedAt: Date.now(), order: 1, freshMs: 0 });
      return place;
    }),
  );
  expect(places.map((place) => answers.peek(place)?.status)).toEqual([200, 200]);
  await cache.revoke("ada");
  expect(places.map((place) => answers.peek(place)?.status)).toEqual([undefined, 200]);
});

test("no credential ever sees what another read, whatever the vendor says about sharing", async () => {
  const shapes: Record<string, string>[] = [
    {},
    { "cache-control": "public, max-age=3600" },
    { "cache-control": "public, s-maxage=3600, immutable" },
    { "cache-control": "private, max-age=60, s-maxage=60", vary: "Accept, Authorization, Cookie" },
    { "cache-control": "max-age=3600" },
    { "cache-control": "no-cache" },
    { expires: "Wed, 01 Jan 2031 00:00:00 GMT" },
  ];
  await using vendor = await startVendor(({ path, headers }, response) => {
    const who = headers["private-token"] ?? headers.authorization;
    // The same ETag for everyone: a shared entry would be confirmed to the wrong one.
    const shape = { etag: '"same"', ...shapes[Number(path.slice(1))] };
    if (headers["if-none-match"]) response.writeHead(304, shape).end();
    else sendJson(response, { who }, { headers: shape });
  });
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const step = fc.record({
    who: fc.constantFrom("mlind", "trenn", "iokafor"),
    path: fc.nat(shapes.length - 1),
    header: fc.constantFrom("authorization", "private-token"),
    freshMs: fc.constantFrom(0, 60_000),
    action: fc.constantFrom("read", "read", "read", "write", "invalidate"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      await Promise.all(
        steps.map(async ({ who, path, header, freshMs, action }) => {
          const id = `${who}-${header}`;
          const credential = { id, apply: (headers: Headers) => headers.set(header, id) };
          const { fetch } = upstream.session(id, { credential, freshMs });
          if (action === "invalidate") return upstream.invalidate(id);
          if (action === "write") return void (await fetch(`${vendor.url}/${path}`, { method: "DELETE" }));
          const response = await fetch(`${vendor.url}/${path}`);
          expect([response.status, await response.json()]).toEqual([200, { who: id }]);
        }),
      );
    }),
    { numRuns: 40 },
  );
}, 60_000);
