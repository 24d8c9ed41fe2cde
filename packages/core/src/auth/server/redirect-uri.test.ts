import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redirectTarget, refuseRedirectUri } from "./redirect-uri.ts";

const anywhere = { allowed: undefined };
const some = { allowed: ["example.com", "localhost", "cursor:"] };

describe("anywhere", () => {
  test.each([
    "https://claude.ai/api/mcp/auth_callback",
    "http://127.0.0.1/",
    "http://localhost:33418/",
    "http://[::1]:9/callback",
    "cursor://anysphere.cursor-mcp/oauth/callback",
    "com.example.app:/callback",
  ])("%s is fine", (uri) => expect(refuseRedirectUri(uri, anywhere)).toBeUndefined());

  test.each([
    "http://evil.example/",
    "http://127.0.0.1.evil.example/",
    "http://10.0.0.1/",
    "http://localhost.evil.example/",
    "https://user@app.example/",
    "https://app.example/#x",
    "https://app.example/#",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "intent://x#Intent;end",
    "ms-msdt:/id",
    "blob:https://app.example/x",
    "view-source:https://app.example/",
    " https://app.example/",
    "https://app.example/\nx",
    "https://app.example/a b",
    "",
    "relative/path",
    `https://app.example/${"x".repeat(1100)}`,
  ])("%s is not", (uri) => expect(refuseRedirectUri(uri, anywhere)).toBeTypeOf("string"));
});

describe("where the operator says", () => {
  test.each([
    "https://example.com/",
    "https://a.b.example.com:8443/x",
    "http://localhost:1/",
    "http://127.0.0.1/",
    "cursor://x",
  ])("%s is fine", (uri) => expect(refuseRedirectUri(uri, some)).toBeUndefined());

  test.each([
    "https://example.com.evil.example/",
    "https://evil.example/example.com",
    "https://evil.example/?https://example.com/",
    "https://notexample.com/",
    "https://example.com@evil.example/",
    "https://evil.example\\@example.com/",
    "cursors://x",
    "zed://example.com",
  ])("%s is not (Mattermost CVE-2026-12985)", (uri) => expect(refuseRedirectUri(uri, some)).toBeTypeOf("string"));

  test("allows nothing that is not allowed anywhere", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (uri) => {
        if (refuseRedirectUri(uri, anywhere) !== undefined) expect(refuseRedirectUri(uri, some)).toBeDefined();
      }),
    );
  });
});

test.each([
  ["https://Claude.ai/x", { host: "claude.ai", loopback: false }],
  ["http://127.0.0.1:9/", { host: "127.0.0.1:9", loopback: true }],
  ["cursor://anysphere/x", { host: "cursor:", loopback: false }],
])("a person is shown of %s where it leads", (uri, target) => expect(redirectTarget(uri)).toEqual(target));
