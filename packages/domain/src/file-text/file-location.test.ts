import { describe, expect, test } from "vitest";
import { LocationError, parseLocation } from "./file-location.ts";

describe("a path may name lines", () => {
  test.each([
    ["src/a.ts", { path: "src/a.ts", from: 1, to: undefined }],
    ["src/a.ts#L10-L40", { path: "src/a.ts", from: 10, to: 40 }],
    ["src/a.ts#L10-40", { path: "src/a.ts", from: 10, to: 40 }],
    ["src/a.ts#L10-", { path: "src/a.ts", from: 10, to: undefined }],
    ["src/a.ts#L10", { path: "src/a.ts", from: 10, to: 10 }],
    ["notes#1.md", { path: "notes#1.md", from: 1, to: undefined }],
  ])("%s", (text, location) => expect(parseLocation(text)).toEqual(location));
});

test.each(["", ".", "/", "./"])("%j is the root", (text) => expect(parseLocation(text).path).toBe(""));

test("slashes around a path do not matter", () => {
  expect(parseLocation("/src/").path).toBe("src");
  expect(parseLocation("./src/a.ts").path).toBe("src/a.ts");
});

test.each(["../a", "src/../a", "a/./b", "a//b", "a#L0", "a#L9-L3"])("%s is refused", (text) => {
  expect(() => parseLocation(text)).toThrow(LocationError);
});
