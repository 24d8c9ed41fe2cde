import { expect, test } from "vitest";
import { shrinkGuard } from "./shrink-guard.ts";

const lines = (count: number) => "x\n".repeat(count);

test("reports a large file cut to less than half its lines, and nothing else", () => {
  expect(shrinkGuard(lines(201), lines(100))).toEqual({ oldLines: 201, newLines: 100 });
  expect(shrinkGuard(lines(201), "")).toEqual({ oldLines: 201, newLines: 0 });
  expect(shrinkGuard(lines(202), lines(101))).toBeUndefined();
  expect(shrinkGuard(lines(200), "")).toBeUndefined();
  expect(shrinkGuard(`${lines(200)}x`, "x")).toEqual({ oldLines: 201, newLines: 1 });
});
