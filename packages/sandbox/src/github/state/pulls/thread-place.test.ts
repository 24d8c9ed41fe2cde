import { array, assert, constantFrom, nat, property } from "fast-check";
import { expect, test } from "vitest";

import { followLine } from "./thread-place.ts";

test("a line moves with what is put above it, and is lost where it is touched", () => {
  const before = ["a\n", "b\n", "c\n"];
  expect(followLine(before, ["x\n", "y\n", ...before], 2)).toBe(4);
  expect(followLine(before, ["a\n", "c\n"], 3)).toBe(2);
  expect(followLine(before, ["a\n", "B\n", "c\n"], 2)).toBeUndefined();
  expect(followLine(before, before, 3)).toBe(3);
});

test("a line that is followed has the same text", () => {
  const lines = array(constantFrom("a\n", "b\n", "c\n"), { minLength: 1, maxLength: 20 });
  assert(
    property(lines, lines, nat(19), (before, after, n) => {
      const line = (n % before.length) + 1;
      const now = followLine(before, after, line);
      if (now !== undefined) expect(after[now - 1]).toBe(before[line - 1]);
    }),
  );
});
