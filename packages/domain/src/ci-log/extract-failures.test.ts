import { describe, expect, test } from "vitest";
import { extractFailures } from "./extract-failures.ts";
import { sourceOf } from "./fixtures/source-of.ts";
import { formatExcerpts } from "./format-excerpts.ts";

const rows = (count: number, word = "row"): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${"ab"[index % 2]}`);
const at = (second: number, text: string): string =>
  `2026-11-02T10:11:${String(second).padStart(2, "0")}.0000000Z ${text}`;
const budgetTokens = 1000;

describe("clusters", () => {
  test("a window of 3 lines before and 8 after", async () => {
    const { excerpts } = await extractFailures(sourceOf([...rows(20), "error: boom", ...rows(20)]), { budgetTokens });
    expect(excerpts).toMatchObject([{ fromLine: 18, toLine: 29, score: 13.1 }]);
  });

  test("lines up to 10 apart are one place, farther ones two", async () => {
    const near = await extractFailures(sourceOf(["error: a", ...rows(9), "error: b"]), { budgetTokens });
    expect(near.excerpts).toHaveLength(1);
    const far = await extractFailures(sourceOf(["error: a", ...rows(10), "error: b"]), { budgetTokens });
    expect(far.excerpts).toHaveLength(2);
  });

  test("do not cross a section's border", async () => {
    const { excerpts } = await extractFailures(
      sourceOf(["##[group]deps", "row", "##[endgroup]", "error: boom", "##[group]after", "row"]),
      { budgetTokens },
    );
    expect(excerpts).toMatchObject([{ fromLine: 3, toLine: 4 }]);
  });

  test("an error that repeats, digits aside, is counted and not shown again", async () => {
    const lines = Array.from({ length: 500 }, (_, index) => [`error: job ${index} lost`, ...rows(20)]).flat();
    const found = await extractFailures(sourceOf(lines), { budgetTokens });
    expect(found).toMatchObject({ repeated: 499, excerpts: [{ fromLine: 1 }] });
    expect(found.excerpts).toHaveLength(1);
  });

  test("what does not fit is counted", async () => {
    const lines = ["alpha", "beta", "gamma", "delta"].flatMap((word) => [`error: ${word}`].concat(rows(20)));
    const found = await extractFailures(sourceOf(lines), { budgetTokens, maxExcerpts: 3 });
    expect(found.excerpts).toHaveLength(3);
    expect(found.hiddenExcerpts).toBe(1);
    expect(formatExcerpts(found)).toContain("1 more places with errors");
  });
});

describe("the failed step", () => {
  const lines = [
    at(1, "error: in setup"),
    ...rows(20).map((text) => at(2, text)),
    at(10, "error: in test"),
    at(11, "done"),
    at(13, "error: in clean-up"),
  ];
  const steps = [
    { name: "Set up", startedAt: "2026-11-02T10:11:01Z", completedAt: "2026-11-02T10:11:03Z", conclusion: "success" },
    { name: "Test", startedAt: "2026-11-02T10:11:10Z", completedAt: "2026-11-02T10:11:10Z", conclusion: "failure" },
    { name: "Clean up", startedAt: "2026-11-02T10:11:13Z", completedAt: "2026-11-02T10:11:13Z", conclusion: "success" },
  ];

  test("is known by its times, to which a second is added", async () => {
    const found = await extractFailures(sourceOf(lines), { budgetTokens, steps });
    expect(found).toMatchObject({
      step: "Test",
      excerpts: [{ fromLine: 22, toLine: 23, text: "error: in test\ndone" }],
    });
    expect(found.excerpts).toHaveLength(1);
  });

  test("may be named instead", async () => {
    const found = await extractFailures(sourceOf(lines), { budgetTokens, steps, failedStep: "Clean up" });
    expect(found).toMatchObject({ step: "Clean up", excerpts: [{ fromLine: 24 }] });
  });

  test("without an error in it shows its last lines", async () => {
    const quiet = [
      at(1, "error: in setup"),
      ...rows(60).map((text) => at(10, text)),
      at(10, "##[error]Process completed with exit code 3."),
    ];
    const found = await extractFailures(sourceOf(quiet), { budgetTokens: 100, steps });
    expect(found.class).toBe("unknown");
    expect(found.excerpts).toMatchObject([{ toLine: 62, score: 0 }]);
    expect(found.excerpts[0]?.text).toContain("exit code 3");
  });

  test("that printed nothing leaves the last 400 lines, and real errors anywhere", async () => {
    const none = [
      { name: "Test", startedAt: "2026-12-24T00:00:00Z", completedAt: "2026-12-24T00:00:00Z", conclusion: "failure" },
    ];
    const long = ["error: alpha", ...rows(500), "error: beta", ...rows(20)];
    const found = await extractFailures(sourceOf(long), { budgetTokens, steps: none });
    expect(found.excerpts.map((excerpt) => [excerpt.fromLine, excerpt.score])).toEqual([
      [1, 11.1],
      [499, 10.1],
    ]);
  });

  test("GitHub without times: the last step with an ##[error], the clean-up aside", async () => {
    const log = [
      "##[group]Run lint",
      "##[endgroup]",
      "error: style",
      "##[error]Process completed with exit code 1.",
      "##[group]Run test",
      "##[endgroup]",
      "error: boom",
      "##[error]Process completed with exit code 1.",
      "Post job cleanup.",
      "##[error]cache not saved",
    ];
    const found = await extractFailures(sourceOf(log), { budgetTokens });
    expect(found).toMatchObject({ step: "Run test", excerpts: [{ fromLine: 6, toLine: 8 }] });
  });

  test("GitLab: the last section before the runner's clean-up, and what was left open in it", async () => {
    const trace = [
      "section_start:1:get_sources\r\u001B[0KGetting source",
      "error: stale lock, removed",
      "section_end:2:get_sources\r\u001B[0Ksection_start:2:step_script\r\u001B[0KExecuting",
      "section_start:3:lint\r\u001B[0Klint",
      "error: met while linting",
      "section_end:4:lint\r\u001B[0K",
      ...rows(20),
      "section_start:5:deploy[collapsed=true]\r\u001B[0Kdeploy",
      "error: no such cluster",
      "section_end:6:step_script\r\u001B[0Ksection_start:6:after_script\r\u001B[0KRunning",
      "error: nothing to collect",
      "section_end:7:after_script\r\u001B[0K\u001B[31;1mERROR: Job failed: exit code 1",
    ];
    const found = await extractFailures(sourceOf(trace), { budgetTokens });
    expect(found.step).toBe("deploy");
    expect(found.excerpts.map((excerpt) => excerpt.text.split("\n").find((text) => text.startsWith("error")))).toEqual([
      "error: met while linting",
      "error: no such cluster",
    ]);
    expect(formatExcerpts(found)).not.toContain("nothing to collect");
  });
});

test("a whole result as text", async () => {
  const log = [
    "##[group]Run npm test",
    "##[endgroup]",
    "PASS src/ok.test.js",
    "FAIL src/cart.test.js",
    "  ● cart › adds",
    "",
    "    expect(received).toBe(expected) // Object.is equality",
    "",
    "    Expected: 4",
    "    Received: 3",
    "",
    "      at Object.toBe (src/cart.test.js:9:27)",
    "",
    "Test Suites: 1 failed, 1 passed, 2 total",
    "##[error]Process completed with exit code 1.",
  ];
  expect(formatExcerpts(await extractFailures(sourceOf(log), { budgetTokens }))).toMatchInlineSnapshot(`
    "test_failure in Run npm test (15 lines)
    Failed:
    - cart › adds (src/cart.test.js:9): expect(received).toBe(expected) // Object.is equality Expected: 4 Received: 3
    ---
    2| ##[endgroup]
    3| PASS src/ok.test.js
    4| FAIL src/cart.test.js
    5|   ● cart › adds
    6| 
    7|     expect(received).toBe(expected) // Object.is equality
    8| 
    9|     Expected: 4
    10|     Received: 3
    11| 
    12|       at Object.toBe (src/cart.test.js:9:27)
    13| 
    14| Test Suites: 1 failed, 1 passed, 2 total
    15| ##[error]Process completed with exit code 1.
    ---
    Read on with a range of lines, or search for a text."
  `);
});

test("an empty log", async () => {
  const found = await extractFailures(sourceOf(""), { budgetTokens });
  expect(found).toEqual({ excerpts: [], tests: [], class: "unknown", totalLines: 0 });
});

test("a log longer than the limit says so", async () => {
  const found = await extractFailures(sourceOf(["error: boom", ...rows(50)]), { budgetTokens, maxBytes: 100 });
  expect(found.truncated).toBe(true);
  expect(formatExcerpts(found)).toContain("the log goes on");
});
