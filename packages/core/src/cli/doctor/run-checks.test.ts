import { expect, test } from "vitest";
import { ok, type Check } from "./check.ts";
import type { DoctorFacts } from "./doctor-facts.ts";
import { exitCodeOf, reportText } from "./report.ts";
import { runChecks } from "./run-checks.ts";

const facts = {} as DoctorFacts;
const good: Check = { name: "good", run: () => [ok("It is fine.")] };
const warned: Check = {
  name: "warned",
  run: () => [{ verdict: "warn", about: "it", found: "It is late.", why: "People wait.", todo: "Hurry." }],
};
const broken: Check = {
  name: "broken",
  run: () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" })),
};

test("a check that hangs is given up, and told to stop; the others are not held up", async () => {
  let stopped = false;
  const hanging: Check = {
    name: "hanging",
    run: (_facts, signal) =>
      new Promise(() => {
        signal.addEventListener("abort", () => (stopped = true));
      }),
  };
  const found = await runChecks([hanging, good], facts, 20);
  expect(found).toMatchObject([
    { check: "hanging", verdict: "fail", found: "It took more than 0.02 s." },
    { check: "good", verdict: "ok" },
  ]);
  expect(stopped).toBe(true);
});

test("a check that fails is a finding with what to do", async () => {
  expect(await runChecks([broken, good], facts)).toMatchObject([
    {
      check: "broken",
      verdict: "fail",
      found: "It could not be checked: its name is not known.",
      todo: expect.stringContaining("DNS") as string,
    },
    { check: "good" },
  ]);
});

test("the exit code is that of the worst: 0, 1 for warnings, 2 for problems", async () => {
  const codeOf = async (...checks: Check[]) => exitCodeOf(await runChecks(checks, facts));
  expect([await codeOf(good), await codeOf(good, warned), await codeOf(warned, broken)]).toEqual([0, 1, 2]);
});

test("for people it is a table, with why and what to do below what is wrong", async () => {
  expect(reportText(await runChecks([good, warned], facts))).toBe(
    [
      "ok    good    It is fine.",
      "WARN  warned  it: It is late.",
      "              why   People wait.",
      "              do    Hurry.",
      "",
      "Problems: 0, warnings: 1.",
    ].join("\n"),
  );
});
