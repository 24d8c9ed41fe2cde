import { describe, expect, test } from "vitest";
import { extractFailures } from "./extract-failures.ts";
import { classify, firstClass } from "./failure-class.ts";
import type { Failures } from "./failures.ts";
import { sourceOf } from "./fixtures/source-of.ts";

const extract = (...lines: string[]): Promise<Failures> => extractFailures(sourceOf(lines), { budgetTokens: 1000 });

test("the order of classes decides, not the order of lines", () => {
  expect(firstClass(["test_failure", "timeout", "infra"])).toBe("timeout");
  expect(firstClass(["unknown"])).toBe("unknown");
  expect(firstClass([])).toBe("unknown");
});

test.each([
  ["permission", "remote: Permission to harbor/storefront.git denied to harbor-ci[bot]."],
  ["permission", "##[error]Resource not accessible by integration"],
  ["permission", "denied: requested access to the resource is denied"],
  ["oom", "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
  ["oom", "signal: killed"],
  ["timeout", "Error: request timed out after 30000 ms"],
  ["infra", "Error: connect ECONNREFUSED 10.0.0.1:443"],
  ["infra", "write /cache/x: no space left on device"],
  ["infra", "curl: (6) Could not resolve host: mirror.harbor.test"],
  ["config", 'npm error Missing script: "biuld"'],
  ["config", "bash: line 12: terrafrom: command not found"],
  ["dependency", "ERROR: No matching distribution found for requests==99"],
  ["dependency", "npm error code ERESOLVE"],
  ["dependency", "Error: Cannot find module 'left-pad'"],
  ["compile", "src/cart.c:42:13: error: unknown type name 'basket_t'"],
  ["lint", "[warn] Code style issues found in 3 files. Run Prettier with --write to fix."],
  ["test_failure", "AssertionError: expected 3 to be 4"],
  ["unknown", "Error: boom"],
])("%s: %s", (wanted, text) => {
  expect(classify(text)).toBe(wanted);
});

describe("how a job died outweighs what it printed", () => {
  test.each([
    ["##[error]Process completed with exit code 137.", "oom"],
    ["ERROR: Job failed: exit code 137", "oom"],
    ["ERROR: Job failed: command terminated with exit code 137", "oom"],
    [
      "##[error]The job running on runner GitHub Actions 7 has exceeded the maximum execution time of 360 minutes.",
      "timeout",
    ],
    ["ERROR: Job failed: execution took longer than 1h0m0s seconds", "timeout"],
    [
      "##[error]The runner has received a shutdown signal. This can happen when the runner service is stopped.",
      "infra",
    ],
    [
      "##[error]The hosted runner lost communication with the server. Anything in your workflow that terminates the runner process can cause this.",
      "infra",
    ],
    ["ERROR: Job failed (system failure): prepare environment: waiting for pod running: timed out", "infra"],
  ])("%s", async (last, wanted) => {
    const noise = Array.from({ length: 40 }, (_, row) =>
      row % 20 === 0 ? "TypeError: scripted by a test" : `row ${row}`,
    );
    const found = await extract(
      ...noise,
      "FAIL src/cart.test.js",
      "  ● cart › adds",
      "",
      "    expect(received).toBe(expected)",
      ...noise,
      last,
    );
    expect(found.class).toBe(wanted);
    expect(found.excerpts.some((excerpt) => excerpt.text.includes(last))).toBe(true);
  });
});

test("a bare `Killed` is out of memory", async () => {
  expect(
    (
      await extract(
        "$ npm run build",
        "Creating an optimized build ...",
        "Killed",
        "##[error]Process completed with exit code 1.",
      )
    ).class,
  ).toBe("oom");
});

test("beside a failed test, trouble that was survived does not count", async () => {
  const found = await extract(
    "Error: connect ECONNREFUSED 127.0.0.1:5432",
    ...Array.from({ length: 30 }, () => "waiting"),
    "=================================== FAILURES ===================================",
    "_______________________________ test_total _______________________________",
    "E   assert 3 == 4",
    "tests/test_cart.py:7: AssertionError",
  );
  expect(found.class).toBe("test_failure");
});
