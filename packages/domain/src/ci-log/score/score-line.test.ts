import { describe, expect, test } from "vitest";
import type { LineKind, LogLine } from "../log-line.ts";
import { peelPrefix } from "../parsers/peel-prefix.ts";
import { scoreLine } from "./score-line.ts";

const line = (text: string, kind: LineKind = "text"): LogLine => ({
  number: 1,
  text,
  kind,
  atMs: undefined,
  joined: false,
  edges: [],
});
const score = (text: string, kind?: LineKind): number => scoreLine(line(text, kind), peelPrefix(text)).score;

describe("what looks like the reason of a failure", () => {
  test.each([
    [10, "src/cart.ts:12:3: error: no such thing"],
    [10, "src/cart.ts(12,3): error TS2322: Type 'string' is not assignable"],
    [10, "error[E0308]: mismatched types"],
    [10, "--- FAIL: TestTotal (0.00s)"],
    [10, "FAIL src/cart.test.js"],
    [10, "AssertionError: expected 3 to be 4"],
    [10, "panic: runtime error: index out of range"],
    [10, "Traceback (most recent call last):"],
    [10, "E   assert 3 == 4"],
    [8, "error: pathspec 'x' did not match"],
    [8, "fatal: not a git repository"],
    [8, "java.lang.IllegalStateException: no basket"],
    [8, "Caused by: java.net.SocketException"],
    [7, "Killed"],
    [7, "The command exited with exit code 137"],
    [7, "connect ECONNRESET 10.0.0.1:443"],
    [7, "write /cache: no space left on device"],
    [7, "HTTP 503 from the mirror"],
    [5, "npm ERR! code 1"],
    [5, "Command failed with exit code 2"],
    [2, "warning: unused variable"],
  ])("%i: %s", (wanted, text) => {
    expect(score(text)).toBe(wanted);
  });

  test("an ##[error] of GitHub is one whatever it says; its process verdict is not", () => {
    expect(score("##[error]anything", "error")).toBe(10);
    expect(score("##[error]Process completed with exit code 1.", "error")).toBeLessThan(5);
    expect(scoreLine(line("##[error]Process completed with exit code 137.", "error"), "").verdict).toBe("oom");
  });

  test("a build step's or monorepo task's prefix hides nothing", () => {
    expect(score("#12 0.512 Traceback (most recent call last):")).toBe(10);
    expect(score("web:test: FAIL src/cart.test.js")).toBe(10);
  });
});

describe("what only speaks of errors", () => {
  test.each([
    "error-handling.ts compiled in 12ms",
    "Found 0 errors. Watching for file changes.",
    "12 passed, 0 failed, 0 errors",
    "[INFO] Tests run: 12, Failures: 0, Errors: 0, Skipped: 0",
    "lint: no errors found",
    "(node:42) DeprecationWarning: this will be an error: in the next version",
    "npm warn deprecated errors@1.0.0: error: use the next",
    "attempt 1 of 3 failed: connect ECONNRESET db:5432, retrying in 2 s",
    "error: could not lock .git/config (ignored)",
    "GET /api/items/500 200 12ms",
    "src/errors/fatal-error.ts",
    "ERROR: Job failed: exit code 1",
  ])("is no hit: %s", (text) => {
    expect(score(text)).toBeLessThan(5);
  });

  test("a count of something is not a count of nothing", () => {
    expect(score("[ERROR] Tests run: 12, Failures: 1, Errors: 0, Skipped: 0")).toBeGreaterThanOrEqual(5);
  });
});
