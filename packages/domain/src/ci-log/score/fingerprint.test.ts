import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

test("lines that differ in digits only are the same", () => {
  expect(fingerprint("error at 0x1234 in 17 ms")).toBe(fingerprint("error at 0x98 in 4 ms"));
});

test("other lines are not", () => {
  const prints = ["error: a", "error: b", "error:a", "Error: a", "error: a 1", "error: a 1 1"].map(fingerprint);
  expect(new Set(prints).size).toBe(prints.length);
  expect(prints.every(Number.isSafeInteger)).toBe(true);
});
