import { expect, test } from "vitest";
import { bearerToken } from "./bearer-token.ts";

test.each([
  ["Bearer abc.def-_~+/9=", { kind: "token", token: "abc.def-_~+/9=" }],
  ["bearer abc", { kind: "token", token: "abc" }],
  [undefined, { kind: "nothing" }],
  ["Basic YTpi", { kind: "nothing" }],
  ["DPoP abc", { kind: "nothing" }],
  ["Bearer", { kind: "malformed" }],
  ["Bearer a b", { kind: "malformed" }],
  ["Bearer  a", { kind: "malformed" }],
  ["Bearer a,b", { kind: "malformed" }],
  [`Bearer ${"x".repeat(9000)}`, { kind: "malformed" }],
])("%j", (authorization, shown) => {
  expect(bearerToken({ authorization }, "/mcp")).toMatchObject(shown);
});

test.each(["/mcp?access_token=x", "/mcp?a=b&access_token=", "/mcp?access%5Ftoken=x"])("%s is never one", (url) => {
  expect(bearerToken({ authorization: "Bearer abc" }, url)).toMatchObject({ kind: "malformed" });
});

test.each(["/mcp", "/mcp?", "/mcp?x=access_token", "/mcp/access_token=1"])("%s has none in it", (url) => {
  expect(bearerToken({ authorization: "Bearer abc" }, url)).toMatchObject({ kind: "token" });
});
