import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";

import { evaluate } from "./evaluate.ts";
import { lineTotalBodies } from "./story.ts";

const line = { "line.unitCents": 333, "line.quantity": 3, "line.discount": 0.1 };

test("tells the story's three versions apart", () => {
  expect(evaluate(lineTotalBodies.main, line)).toBeCloseTo(899.1);
  expect(evaluate(lineTotalBodies.broken, line)).toBe(900);
  expect(evaluate(lineTotalBodies.fixed, line)).toBe(899);
});

test("reads constants and comments, as a person may write the fix", () => {
  const body =
    "  // once per line\n  const gross: number = line.unitCents * line.quantity;\n  return Math.round(gross - gross * line.discount);";
  expect(evaluate(body, line)).toBe(899);
});

test("runs no code: what it does not understand is undefined", () => {
  for (const body of ["return process.exit(1);", "return line.unitCents.toFixed();", "return (1;", "throw 1;", ""])
    expect(evaluate(body, line)).toBeUndefined();
});

test("agrees with arithmetic", () => {
  const number = integer({ min: 0, max: 999 });
  assert(
    property(number, number, number, (a, b, c) => {
      expect(evaluate(`return ${a} + ${b} * (${c} - ${a}) - ${b};`, {})).toBe(a + b * (c - a) - b);
    }),
  );
});
