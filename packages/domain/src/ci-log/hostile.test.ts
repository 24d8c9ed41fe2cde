import { expect, test } from "vitest";
import { extractFailures } from "./extract-failures.ts";
import { sourceOf } from "./fixtures/source-of.ts";

/** Wakes every parser. */
const signatures = [
  "FAIL src/a.test.js",
  "  ● a › b",
  " FAIL  src/a.test.ts > a",
  "=== FAILURES ===",
  "____ test_x ____",
  "--- FAIL: TestX (0s)",
  "> Task :app",
  "[INFO] Running x",
  "There was 1 failure:",
  "Failures:",
  "   Compiling x",
  "---- x stdout ----",
  "a.ts(1,2): error TS1: x",
  "  1:2  error  x  y",
  "#1 [internal] x",
  "Initializing the backend",
];

/** CPU time of this thread, in milliseconds: what else the machine does counts for nothing. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

test.each([
  "a.",
  "at ",
  " ",
  "> ",
  "(",
  "error ",
  "[ERROR] a.",
  "    at (",
  "a:1",
  "--- ",
  "\t",
  "section_start:1:a\r",
])("a log of nothing but %j takes no longer than its length", { timeout: 30_000 }, async (token) => {
  const line = `[ERROR] ${token.repeat(2_000)}`.slice(0, 1_990);
  const lines = Array.from({ length: 300 }, (_, index) => `${line}${index}`);
  await extractFailures(sourceOf(signatures), { budgetTokens: 100 });
  const startedMs = cpuMs();
  const found = await extractFailures(sourceOf([...signatures, ...lines]), { budgetTokens: 100 });
  expect(found.totalLines).toBe(signatures.length + lines.length);
  // 600 kB: a second is 30 times what they take, and a thirtieth of what a pattern that backtracks over the whole line would.
  expect(cpuMs() - startedMs).toBeLessThan(1_000);
});

test("sections that are opened and never closed do not pile up", async () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => `section_start:1:deep_${index}\r\u001B[0Kx`);
  const found = await extractFailures(sourceOf([...lines, "error: boom"]), { budgetTokens: 500 });
  expect(found.excerpts.at(0)?.text).toContain("error: boom");
});
