import { expect, test } from "vitest";
import { stripControl } from "./strip-control.ts";

test.each([
  ["colours", "\u001B[31m\u001B[1mred\u001B[0m and plain", "red and plain"],
  ["256 colours and cursor moves", "\u001B[38;5;9merror\u001B[0m\u001B[2K\u001B[1A!", "error!"],
  ["links of OSC 8, ended by BEL or ST", "\u001B]8;;https://harbor.test\u0007here\u001B]8;;\u001B\\ now", "here now"],
  ["window titles", "\u001B]0;npm test\u0007ok", "ok"],
  ["device control strings", "\u001BP1$r\u001B\\ok", "ok"],
  ["a sequence cut off at the end", "ok\u001B[3", "ok"],
  ["other control characters", "a\u0000b\u0008c\u007F", "abc"],
  ["eight-bit codes", "\u009B31mred\u009B0m", "red"],
])("drops %s", (_, raw, clean) => {
  expect(stripControl(raw)).toBe(clean);
});

test("keeps tabs and every other character", () => {
  expect(stripControl("\tat cart › adds ✕ ⎯ 日本")).toBe("\tat cart › adds ✕ ⎯ 日本");
});
