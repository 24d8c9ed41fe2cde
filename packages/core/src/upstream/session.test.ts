import { describe, expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";
import { UpstreamError, upstreamErrorOf } from "./upstream-error.ts";

const echo = () =>
  startVendor(({ method, path, headers, body }, response) => sendJson(response, { method, path, headers, body }));

describe("fetch takes what the platform's fetch takes", () => {
  const form = new FormData();
  form.set("field", "value");
  type Args = (url: string) => Parameters<typeof fetch>;
  test.each<[string, Args, string, string | RegExp]>([
    ["a string", (url: string) => [url], "GET", ""],
    ["a URL", (url: string) => [new URL(url)], "GET", ""],
    ["a Request", (url: string) => [new Request(url, { method: "PUT", body: "text" })], "PUT", "text"],
    ["a Request and more", (url: string) => [new Request(url), { method: "POST", body: "b" }], "POST", "b"],
    ["text", (url: string) => [url, { method: "post", body: "text" }], "POST", "text"],
    ["bytes", (url: string) => [url, { method: "PATCH", body: Buffer.from("bytes") }], "PATCH", "bytes"],
    [
      "parameters",
      (url: string) => [url, { method: "POST", body: new URLSearchParams({ a: "1 2" }) }],
      "POST",
      /^a=1\+2$/,
    ],
    ["a blob", (url: string) => [url, { method: "POST", body: new Blob(["blob"]) }], "POST", "blob"],
    ["a form", (url: string) => [url, { method: "POST", body: form }], "POST", /name="field"\r\n\r\nvalue/],
    [
      "a stream",
      (url: string) => [url, { method: "POST", body: new Blob(["stream"]).stream(), duplex: "half" }],
      "POST",
      "stream",
    ],
  ])("%s", async (_what, args, method, body) => {
    await using vendor = await echo();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const url = `${vendor.url}/p?q=1#fragment`;
    await upstream.session().fetch(...args(url));
    await fetch(...args(url));
    const [ours, theirs] = vendor.received;
    expect(ours).toMatchObject({ method, path: "/p?q=1", body: expect.stringMatching(body) });
    expect(ours?.headers.authorization).toBe("token mlind");
    const typeOf = (request: typeof ours) => request?.headers["content-type"]?.replace(/boundary=.*/, "");
    expect(typeOf(ours)).toBe(typeOf(theirs));
  });

  test.each([
    ["not a url", {}],
    ["/relative", {}],
    [undefined, { method: "GET", body: "x" }],
    [undefined, { method: "CONNECT" }],
    [undefined, { method: "GE T" }],
    [undefined, { headers: { "bad name": "x" } }],
    [undefined, { headers: { name: "new\nline" } }],
  ])("refuses %s %o as it does, with a TypeError", async (url, init) => {
    await using vendor = await echo();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    expect(await rejection(upstream.session().fetch(url ?? vendor.url, init))).toBeInstanceOf(TypeError);
    expect(vendor.received).toEqual([]);
  });

  test("and sends the Host the guard saw, whatever the caller says", async () => {
    await using vendor = await echo();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const headers = { host: "evil.example", connection: "close", "content-length": "3" };
    await upstream.session().fetch(vendor.url, { headers });
    expect(vendor.received[0]?.headers).toMatchObject({ host: vendor.host, connection: "keep-alive" });
  });

  test("and answers without a body where there is none", async () => {
    await using vendor = await startVendor(({ method }, response) =>
      method === "HEAD"
        ? response.writeHead(200, { "content-length": "999999999" }).end()
        : response.writeHead(204).end(),
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const { fetch } = upstream.session();
    const [head, none] = [await fetch(vendor.url, { method: "HEAD" }), await fetch(vendor.url, { method: "DELETE" })];
    expect([head.status, await head.text(), head.body]).toEqual([200, "", null]);
    expect([none.status, await none.text(), none.body]).toEqual([204, "", null]);
  });
});

describe("a dry run", () => {
  test("lets reads pass, stops writes and tells what they would have been", async () => {
    await using vendor = await echo();
    await using upstream = upstreamUnderTest({
      hosts: [vendor.host],
      readOnly: ({ body }) => body?.includes('"query {') ?? false,
    });
    const { fetch, planned, sent } = upstream.session("mlind", { dryRun: true });
    await fetch(`${vendor.url}/issues/1`);
    await fetch(`${vendor.url}/graphql`, { method: "POST", body: '{"query":"query { a }"}' });
    const body = JSON.stringify({ title: "Broken", labels: ["bug"] });
    const error = await rejection(fetch(`${vendor.url}/issues?notify=1`, { method: "POST", body }));
    expect(error).toMatchObject({ kind: "planned", sent: false });
    expect(await rejection(fetch(`${vendor.url}/issues/1`, { method: "DELETE" }))).toMatchObject({ kind: "planned" });
    await rejection(fetch(`${vendor.url}/form`, { method: "PUT", body: new URLSearchParams({ a: "1" }) }));
    await rejection(fetch(`${vendor.url}/file`, { method: "PUT", body: new Uint8Array(9) }));
    const { host } = vendor;
    expect(planned).toEqual([
      { method: "POST", host, path: "/issues?notify=1", body: { title: "Broken", labels: ["bug"] } },
      { method: "DELETE", host, path: "/issues/1", body: undefined },
      { method: "PUT", host, path: "/form", body: { a: "1" } },
      { method: "PUT", host, path: "/file", body: { bytes: 9 } },
    ]);
    expect(vendor.received.map(({ path }) => path)).toEqual(["/issues/1", "/graphql"]);
    expect(sent).toEqual({ reads: 2, writes: 0, revalidated: 0, cached: 0 });
  });

  test("does not plan what the guard would refuse", async () => {
    await using upstream = upstreamUnderTest({ hosts: ["api.example"] });
    const { fetch, planned } = upstream.session("mlind", { dryRun: true });
    const error = await rejection(fetch("https://evil.example/", { method: "POST", body: "{}" }));
    expect(error).toMatchObject({ kind: "egress_refused" });
    expect(planned).toEqual([]);
  });
});

test("the vendor's request ids and the number of requests are on record", async () => {
  let turn = 0;
  await using vendor = await startVendor((_request, response) => {
    turn += 1;
    sendJson(response, {}, { status: turn === 1 ? 502 : 200, headers: { "x-github-request-id": `ID-${turn}` } });
  });
  await using upstream = upstreamUnderTest({ hosts: [vendor.host], requestIdHeader: "x-github-request-id" });
  const session = upstream.session();
  await session.fetch(vendor.url);
  await session.fetch(vendor.url, { method: "POST" });
  expect(session.requestIds).toEqual(["ID-1", "ID-2", "ID-3"]);
  expect(session.sent).toEqual({ reads: 2, writes: 1, revalidated: 0, cached: 0 });
  expect(upstream.events).toMatchObject([
    { connector: "github", tool: "get_issue", method: "GET", path: "/", host: vendor.host, status: 502, attempt: 0 },
    { method: "GET", status: 200, attempt: 1, cached: "miss", requestId: "ID-2" },
    { method: "POST", status: 200, attempt: 0, cached: "none", requestId: "ID-3" },
  ]);
});

test("no error and no event holds a secret, a query, a header or a body", async () => {
  const canary = "c4n4ry";
  const secrets = { [`x-${canary}`]: canary, "content-type": "application/json" };
  const endings = [
    { status: 200, body: `{"broken": ${canary}` },
    { status: 429, body: `{"message": "${canary}"}` },
    { status: 302, body: canary, location: `https://evil.example/${canary}?sig=${canary}` },
    { status: 200, body: `"${canary.repeat(2_000)}"` },
    "reset",
  ] as const;
  await using vendor = await startVendor(({ path }, response, socket) => {
    const ending = endings[Number(path.slice(1, 2))];
    if (!ending || ending === "reset") return void socket.resetAndDestroy();
    const location = "location" in ending ? { location: ending.location } : {};
    response.writeHead(ending.status, { ...secrets, ...location }).end(ending.body);
  });
  await using upstream = upstreamUnderTest(
    { hosts: [vendor.host] },
    { limits: { maxResponseBytes: 5_000, maxRetries: 0 } },
  );
  for (const index of endings.keys()) {
    const credential = { id: canary, apply: (headers: Headers) => headers.set("authorization", `Bearer ${canary}`) };
    const session = upstream.session(`${index}`, { credential: { ...credential, id: `${canary}${index}` } });
    const headers = { "x-caller": canary };
    const call = session.fetch(`${vendor.url}/${index}?token=${canary}`, { headers });
    let error: unknown = await rejection(call);
    expect(upstreamErrorOf(error)).toBeInstanceOf(UpstreamError);
    for (; error instanceof Error; error = error.cause) {
      expect(`${error.stack}${error.message}${JSON.stringify(error)}`).not.toContain(canary);
    }
  }
  expect(upstream.events).toHaveLength(endings.length);
  expect(JSON.stringify(upstream.events)).not.toContain(canary);
});
