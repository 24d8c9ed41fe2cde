import { expect, test } from "vitest";
import { shownCount, shownDuration, shownSize } from "./shown-number.ts";

test.each([
  [0, "0 ms"],
  [0.01234, "under 0.1 ms"],
  [0.000737 * 1000, "0.7 ms"],
  [999.96, "1,000 ms"],
  [1_500, "1.5 s"],
  [65_000, "65 s"],
  [3_600_000, "60 min"],
  [86_400_000, "24 h"],
  [604_800_000, "7 days"],
])("%d milliseconds are %s", (ms, text) => {
  expect(shownDuration(ms)).toBe(text);
});

test.each([
  [0, "0 bytes"],
  [512, "512 bytes"],
  [4_194_304, "4 MiB"],
  [26_214_500, "25 MiB"],
  [5 * 1024 ** 4, "5,120 GiB"],
])("%d bytes are %s", (bytes, text) => {
  expect(shownSize(bytes)).toBe(text);
});

test("a count has its thousands apart", () => {
  expect(shownCount(1_234_567)).toBe("1,234,567");
});
