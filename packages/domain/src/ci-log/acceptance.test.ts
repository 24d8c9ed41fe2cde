import { describe, expect, test } from "vitest";
import { extractFailures } from "./extract-failures.ts";
import type { Failures } from "./failures.ts";
import type { CiLog } from "./fixtures/ci-log.ts";
import { frameworks, type FrameworkName } from "./fixtures/frameworks/index.ts";
import { githubLog } from "./fixtures/github-log.ts";
import { gitlabTrace } from "./fixtures/gitlab-trace.ts";
import { sourceOf } from "./fixtures/source-of.ts";
import { formatExcerpts } from "./format-excerpts.ts";

const BUDGET = 2_000;
const LINES = 30_000;
const SEEDS = [1, 2];

const forms = {
  "GitHub log": (name: FrameworkName, seed: number) => githubLog(frameworks[name], seed, LINES),
  "GitLab trace": (name: FrameworkName, seed: number) => gitlabTrace(frameworks[name], seed, LINES, seed % 2 === 0),
};

/** Which excerpt, from 0, shows the first real error; -1 is none. */
const rankOfTruth = ({ excerpts }: Failures, log: CiLog): number =>
  excerpts.findIndex((excerpt) => excerpt.fromLine <= log.truthLine && log.truthLine <= excerpt.toLine);

describe.each(Object.keys(forms) as (keyof typeof forms)[])("%s of 20,000 lines and more", (form) => {
  test.each(Object.keys(frameworks) as FrameworkName[])(
    "%s: the first real error is among the first three excerpts",
    { timeout: 60_000 },
    async (name) => {
      for (const seed of SEEDS) {
        const log = forms[form](name, seed);
        expect(log.lines.length).toBeGreaterThan(20_000);
        const found = await extractFailures(sourceOf(log.lines), {
          budgetTokens: BUDGET,
          ...(log.steps === undefined ? {} : { steps: log.steps }),
        });

        const rank = rankOfTruth(found, log);
        expect({ seed, shown: rank >= 0 && rank < 3 }).toEqual({ seed, shown: true });
        expect(Math.ceil(formatExcerpts(found).length / 4)).toBeLessThanOrEqual(BUDGET);
        expect(found).toMatchObject({ class: log.class, step: log.failedStep, totalLines: log.lines.length });

        const [first] = log.failures;
        expect(found.tests[0]).toMatchObject({
          name: first?.name,
          file: expect.stringContaining(first?.file ?? ""),
          line: first?.line,
        });
        expect(found.tests.length + (found.hiddenTests ?? 0)).toBe(log.failures.length);
      }
    },
  );
});

test("without the steps' times GitHub's own marks tell the failed step from one that was allowed to fail", async () => {
  const log = githubLog(frameworks.vitest, 3, 3_000);
  const found = await extractFailures(sourceOf(log.lines), { budgetTokens: BUDGET });
  expect(found.step).toBe("Run pnpm test");
  expect(rankOfTruth(found, log)).toBe(0);
  expect(formatExcerpts(found)).not.toContain("TS7016");
});
