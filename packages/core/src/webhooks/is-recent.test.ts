import { expect, test } from "vitest";
import { isRecent } from "./is-recent.ts";

const NOW_MS = 1_800_000_000_000;

test.each([-300, -1, 0, 299, 300])("%s seconds from now is recent", (offsetS) => {
  expect(isRecent(String(NOW_MS / 1000 + offsetS), NOW_MS)).toBe(true);
});

test.each([
  "1799999699",
  "1800000301",
  "",
  "now",
  "-1800000000",
  "1.8e9",
  "1800000000.5",
  " 1800000000",
  "1800000000000",
])("%j is not", (timestamp) => {
  expect(isRecent(timestamp, NOW_MS)).toBe(false);
});
