import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

const labels = ["bug", "documentation", "good first issue", "priority: high"];

test.each([
  ["bugs", "bug"],
  ["Documentaton", "documentation"],
  ["priority: hihg", "priority: high"],
  ["first issue", "good first issue"],
  ["high", "priority: high"],
])("%s is %s", (wanted, meant) => expect(nearestName(wanted, labels)).toBe(meant));

test("what is far from everything is nothing", () => {
  expect(nearestName("wontfix", labels)).toBeUndefined();
  expect(nearestName("x", [])).toBeUndefined();
});
