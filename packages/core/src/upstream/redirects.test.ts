import { describe, expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

const redirectTo = (location: string, status = 302) => ({ status, headers: { location } });

describe("a GET", () => {
  test("is followed within the vendor, with the credential, and says where it ended", async () => {
    await using vendor = await startVendor(({ path }, response) => {
      if (path === "/repos/a/old") sendJson(response, {}, redirectTo("/repositories/7", 301));
      else sendJson(response, { id: 7 });
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const response = await upstream.session().fetch(`${vendor.url}/repos/a/old`);
    expect(await response.json()).toEqual({ id: 7 });
    expect(response).toMatchObject({ status: 200, redirected: true, url: `${vendor.url}/repositories/7` });
    expect(vendor.received.map(({ headers }) => headers.authorization)).toEqual(["token mlind", "token mlind"]);
  });

  test("is followed to storage without the credential or anything else of the caller's", async () => {
    await using storage = await startVendor((_request, response) => response.end("log text"));
    await using vendor = await startVendor((_request, response) =>
      sendJson(response, {}, redirectTo(`${storage.url}/blob?sig=s3cret`)),
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], redirectHosts: [storage.host] });
    const response = await upstream.session().fetch(`${vendor.url}/logs`, {
      headers: { accept: "text/plain", "private-token": "t", cookie: "a=b", "x-github-api-version": "2022-11-28" },
    });
    expect(await response.text()).toBe("log text");
    const sent = storage.received[0]?.headers;
    expect(sent?.accept).toBe("text/plain");
    expect(Object.keys(sent ?? {}).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(JSON.stringify(upstream.events)).not.toMatch(/s3cret|blob/);
  });

  test("does not get the credential back by a redirect from storage", async () => {
    let vendorUrl = "";
    await using storage = await startVendor((_request, response) =>
      sendJson(response, {}, redirectTo(`${vendorUrl}/me`)),
    );
    await using vendor = await startVendor((_request, response) => sendJson(response, {}, redirectTo(storage.url)));
    vendorUrl = vendor.url;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], redirectHosts: [storage.host] });
    expect(await rejection(upstream.session().fetch(`${vendor.url}/logs`))).toMatchObject({ kind: "egress_refused" });
    expect(vendor.received.map(({ path }) => path)).toEqual(["/logs"]);
  });

  test("is not followed to a host off the lists", async () => {
    await using other = await startVendor((_request, response) => response.end());
    await using vendor = await startVendor((_request, response) => sendJson(response, {}, redirectTo(other.url)));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    expect(await rejection(upstream.session().fetch(vendor.url))).toMatchObject({ kind: "egress_refused" });
    expect(other.connections()).toBe(0);
  });

  test("is not followed to a listed name that resolves to a private address", async () => {
    await using inside = await startVendor((_request, response) => response.end());
    const port = new URL(inside.url).port;
    await using vendor = await startVendor((_request, response) =>
      sendJson(response, {}, redirectTo(`https://localhost:${port}/`)),
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host], redirectHosts: [`localhost:${port}`] });
    expect(await rejection(upstream.session().fetch(vendor.url))).toMatchObject({ kind: "egress_refused" });
    expect(inside.connections()).toBe(0);
  });

  test("stops after five redirects", async () => {
    await using vendor = await startVendor(({ path }, response) =>
      sendJson(response, {}, redirectTo(`/${Number(path.slice(1)) + 1}`)),
    );
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    expect(await rejection(upstream.session().fetch(`${vendor.url}/0`))).toMatchObject({ kind: "unavailable" });
    expect(vendor.received.map(({ path }) => path)).toEqual(["/0", "/1", "/2", "/3", "/4", "/5"]);
  });

  test("is left alone when the caller asks for that", async () => {
    await using vendor = await startVendor((_request, response) => sendJson(response, {}, redirectTo("/next")));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const { fetch } = upstream.session();
    const response = await fetch(vendor.url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/next"]);
    expect(await rejection(fetch(vendor.url, { redirect: "error" }))).toBeInstanceOf(TypeError);
  });
});

test.each([301, 302, 303, 307, 308])("a write answered with %i is handed back as it is", async (status) => {
  await using vendor = await startVendor((_request, response) => sendJson(response, {}, redirectTo("/moved", status)));
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const response = await upstream.session().fetch(`${vendor.url}/issues`, { method: "POST", body: "{}" });
  expect([response.status, response.headers.get("location")]).toEqual([status, "/moved"]);
  expect(vendor.received.map(({ path }) => path)).toEqual(["/issues"]);
});
