import { describe, expect, test } from "vitest";
import { headerMismatch } from "./header-parameters.ts";

const owner = { field: "owner", header: "Owner", numeric: false };
const number = { field: "number", header: "Number", numeric: true };
const check = (args: Record<string, unknown>, headers: Record<string, string>) =>
  headerMismatch([owner, number], args, headers);
const base64 = (text: string) => `=?base64?${Buffer.from(text).toString("base64")}?=`;

describe("agree", () => {
  test.each([
    ["the same text", { owner: "ada" }, { "mcp-param-owner": "ada" }],
    ["text in base64", { owner: "Ådå 😀" }, { "mcp-param-owner": base64("Ådå 😀") }],
    ["text that looks like base64", { owner: "=?base64?x?=" }, { "mcp-param-owner": base64("=?base64?x?=") }],
    ["numbers written in another way", { number: 42 }, { "mcp-param-number": "42.0" }],
    ["a flag", { owner: true }, { "mcp-param-owner": "true" }],
    ["a header without its argument", {}, { "mcp-param-owner": "ada" }],
    ["nothing", { owner: null }, {}],
    ["what the input check will refuse", { owner: ["a"], number: { a: 1 } }, {}],
  ])("%s", (_what, args, headers) => {
    expect(check(args, headers)).toBeUndefined();
  });
});

describe("disagree", () => {
  test.each([
    ["another text", { owner: "ada" }, { "mcp-param-owner": "Ada" }],
    ["a missing header", { owner: "ada" }, {}],
    ["a number that is only nearly one", { number: 0 }, { "mcp-param-number": "" }],
    ["hexadecimal", { number: 26 }, { "mcp-param-number": "0x1a" }],
    ["an exponent", { number: 1000 }, { "mcp-param-number": "1e3" }],
    ["base64 with what does not belong there", { owner: "ada" }, { "mcp-param-owner": "=?base64?YWRh!?=" }],
    ["base64 without padding", { owner: "ad" }, { "mcp-param-owner": "=?base64?YWQ?=" }],
    ["base64 of no text", { owner: "\ufffd" }, { "mcp-param-owner": "=?base64?/w==?=" }],
    ["what only the prototype has", { owner: "x", number: 1 }, { "mcp-param-owner": "x" }],
  ])("%s", (_what, args, headers) => {
    expect(check(args, headers)).toBeTypeOf("string");
  });
});
