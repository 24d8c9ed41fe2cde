import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEgressGuard } from "./egress-guard.ts";
import { startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

const guard = createEgressGuard({
  hosts: ["api.github.com", "git.example:8443", "127.0.0.1:9000"],
  redirectHosts: ["codeload.github.com", "*.blob.core.windows.net", "10.0.0.7", "127.0.0.1:9001"],
  allowLoopbackHttp: true,
});
const admits = (url: string) => {
  try {
    guard.admit(new URL(url));
    return true;
  } catch {
    return false;
  }
};
const follows = (url: string, from: "trusted" | "bare" = "trusted") => {
  try {
    return guard.follow(new URL(url), from);
  } catch {
    return "refused";
  }
};

describe("a call", () => {
  test.each([
    ["https://api.github.com/user", true],
    ["https://API.GitHub.com:443/user", true],
    ["https://git.example:8443/", true],
    ["http://127.0.0.1:9000/", true],
    ["http://api.github.com/user", false],
    ["https://api.github.com:444/", false],
    ["https://git.example/", false],
    ["https://api.github.com.evil.example/", false],
    ["https://evil.example/api.github.com", false],
    ["https://api.github.com./", false],
    ["https://api.github.com@evil.example/", false],
    ["https://user:secret@api.github.com/", false],
    ["https://codeload.github.com/", false],
    ["http://127.0.0.1:9001/", false],
    ["ftp://api.github.com/", false],
    ["data:text/plain,hi", false],
    ["file:///etc/passwd", false],
  ])("to %s is admitted: %s", (url, expected) => {
    expect(admits(url)).toBe(expected);
  });

  test("to any host off the list is refused, however alike its name", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), fc.boolean(), (labels, before) => {
        const host = before ? [...labels, "api.github.com"].join(".") : ["api.github.com", ...labels].join(".");
        fc.pre(URL.canParse(`https://${host}/`));
        expect(admits(`https://${host}/`)).toBe(false);
      }),
    );
  });
});

describe("a redirect", () => {
  test.each([
    ["https://api.github.com/repositories/1", "trusted"],
    ["https://codeload.github.com/x?token=1", "bare"],
    ["https://logs7.blob.core.windows.net/x", "bare"],
    ["http://127.0.0.1:9001/blob", "bare"],
    ["https://blob.core.windows.net/x", "refused"],
    ["https://evilblob.core.windows.net/x", "refused"],
    ["https://logs7.blob.core.windows.net:8443/x", "refused"],
    ["http://logs7.blob.core.windows.net/x", "refused"],
    ["https://10.0.0.7/x", "refused"],
    ["https://evil.example/", "refused"],
    ["http://169.254.169.254/latest/meta-data", "refused"],
  ])("to %s: %s", (url, expected) => {
    expect(follows(url)).toBe(expected);
  });

  test("that left the vendor does not get the credential back", () => {
    expect(follows("https://api.github.com/user", "bare")).toBe("refused");
    expect(follows("https://codeload.github.com/", "bare")).toBe("bare");
  });
});

test("a list that names no host is a mistake of the operator, told at once", () => {
  for (const host of ["https://api.github.com", "api.github.com/v3", "user@host"]) {
    expect(() => createEgressGuard({ hosts: [host], allowLoopbackHttp: false })).toThrow(TypeError);
  }
});

test("a refused call opens no connection and looks up no name", async () => {
  await using vendor = await startVendor((_request, response) => response.end("{}"));
  await using upstream = upstreamUnderTest({ hosts: ["127.0.0.1:1"] });
  for (const url of [vendor.url, "https://unlisted.invalid/", `http://user:pw@127.0.0.1:1/`]) {
    expect(await rejection(upstream.session().fetch(url))).toMatchObject({ kind: "egress_refused", sent: false });
  }
  expect(vendor.connections()).toBe(0);
  expect(upstream.events).toEqual([]);
});

test("plain http is refused unless the operator allows loopback", async () => {
  await using vendor = await startVendor((_request, response) => response.end("{}"));
  await using upstream = upstreamUnderTest({ hosts: [vendor.host], allowLoopbackHttp: false });
  expect(await rejection(upstream.session().fetch(vendor.url))).toMatchObject({ kind: "egress_refused" });
  expect(vendor.connections()).toBe(0);
});
