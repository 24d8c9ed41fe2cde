import { expect, test } from "vitest";
import { isSinceStart, startOf } from "./since-start.ts";

const call = { startedAtMs: 1_800_000_010_000 };

test("what a call made may carry a time some seconds before it began, as clocks differ", () => {
  expect(startOf(call)).toBe(1_800_000_005_000);
  expect(isSinceStart(call, 1_800_000_005)).toBe(true);
  expect(isSinceStart(call, 1_800_000_004)).toBe(false);
});

test("what has no time is not of the call", () => {
  expect(isSinceStart(call, undefined)).toBe(false);
});
