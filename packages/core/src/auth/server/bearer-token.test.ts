import { expect, test } from "vitest";
import { bearerToken } from "./bearer-token.ts";

test.each([
  ["Bearer abc.def-_~+/9=", { kind: "token", token: "abc.def-_~+/9=" }],
  ["bearer abc", { kind: "token", token: "abc" }],
  [undefined, { kind: "nothing" }],
  ["Basic YTpi", { kind: "nothing" }],
  ["DPoP abc", { kind: "nothing" }],
  // RFC 6750 §2.1: one space or more.
  ["Bearer  a", { kind: "token", token: "a" }],
  ["Bearer", { kind: "nothing" }],
  ["Bearer ", { kind: "nothing" }],
  ["Bearer a b", { kind: "malformed", status: 400 }],
  ["Bearer a,b", { kind: "malformed", status: 400 }],
  [`Bearer ${"x".repeat(9000)}`, { kind: "malformed", status: 400 }],
])("%j", (authorization, shown) => {
  expect(bearerToken({ authorization }, "/mcp")).toMatchObject(shown);
});

test.each(["/mcp?access_token=x", "/mcp?a=b&access_token=", "/mcp?access%5Ftoken=x"])("%s is never one", (url) => {
  expect(bearerToken({ authorization: "Bearer abc" }, url)).toMatchObject({ kind: "malformed", status: 401 });
});

test.each(["/mcp", "/mcp?", "/mcp?x=access_token", "/mcp/access_token=1"])("%s has none in it", (url) => {
  expect(bearerToken({ authorization: "Bearer abc" }, url)).toMatchObject({ kind: "token" });
});
