import { expect, test } from "vitest";
import { matchGlob } from "./match-glob.ts";

test.each([
  ["*.ts", "a.ts", true],
  ["*.ts", "deep/er/a.ts", true],
  ["*.ts", "a.tsx", false],
  ["a?.ts", "ab.ts", true],
  ["/a.ts", "b/a.ts", false],
  ["src/*.ts", "src/a.ts", true],
  ["src/*.ts", "src/b/a.ts", false],
  ["src/**", "src/b/a.ts", true],
  ["src/**/a.ts", "src/a.ts", true],
  ["**/gen/*", "x/y/gen/a", true],
  ["**/gen/*", "x/y/gen/a/b", false],
  ["*a*b*c", "xxaxxbxxc", true],
  ["*a*b*c", "xxaxxcxxb", false],
])("%s and %s: %s", (pattern, path, expected) => {
  expect(matchGlob(pattern, path)).toBe(expected);
});

test("many wildcards cost no more than pattern times path", () => {
  const started = process.cpuUsage();
  expect(matchGlob(`${"*a".repeat(60)}b`, "a".repeat(4000))).toBe(false);
  expect(matchGlob(`${"**/a/".repeat(40)}b`, "a/".repeat(1000))).toBe(false);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
});
