import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const labels = ["bug", "documentation", "good first issue", "priority: high"];

test.each([
  ["bugs", "bug"],
  ["Documentaton", "documentation"],
  ["priority: hihg", "priority: high"],
  ["first issue", "good first issue"],
  ["high", "priority: high"],
])("%s is %s", (wanted, meant) => expect(nearest(wanted, labels)).toBe(meant));

test("what is far from everything is nothing", () => {
  expect(nearest("wontfix", labels)).toBeUndefined();
  expect(nearest("x", [])).toBeUndefined();
});
