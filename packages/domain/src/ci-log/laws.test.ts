import * as fc from "fast-check";
import { expect, test } from "vitest";
import { extractFailures } from "./extract-failures.ts";
import { frameworks, type FrameworkName } from "./fixtures/frameworks/index.ts";
import { githubLog } from "./fixtures/github-log.ts";
import { gitlabTrace } from "./fixtures/gitlab-trace.ts";
import { sourceOf } from "./fixtures/source-of.ts";
import { formatExcerpts } from "./format-excerpts.ts";
import type { LogLine } from "./log-line.ts";
import { readLog } from "./read-log.ts";

const names = Object.keys(frameworks) as FrameworkName[];

const anyLog = fc
  .record({
    name: fc.constantFrom(...names),
    seed: fc.nat(1000),
    form: fc.constantFrom("github", "gitlab", "gitlab with timestamps"),
    size: fc.integer({ min: 300, max: 900 }),
  })
  .map(({ name, seed, form, size }) =>
    form === "github"
      ? githubLog(frameworks[name], seed, size)
      : gitlabTrace(frameworks[name], seed, size, form !== "gitlab"),
  );

/** Text full of what the reader treats specially. */
const wildText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "\r",
        "\r\n",
        "\u001B[31m",
        "\u001B]0;t\u0007",
        "\u001B",
        "😀",
        "é",
        "##[error]",
        "##[group]Run x",
        "section_start:1:a\r",
        "section_end:2:a\r\u001B[0K",
        "error: ",
        "\uFEFF",
      ),
      fc.constantFrom(
        "2026-11-02T10:11:12.1234567Z ",
        "2026-11-02T10:11:12.123456Z 00O+",
        "x".repeat(2500),
        "y".repeat(40_000),
      ),
      fc.string({ maxLength: 20 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

async function linesOf(source: AsyncIterable<Uint8Array>): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of readLog(source)) lines.push(line);
  return lines;
}

/** The same bytes, cut into chunks of the given sizes, over and over. */
async function* cutUp(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (let turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.slice(from, from + size);
    from += size;
  }
}

test("however a log is cut into chunks, its lines are the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        wildText.map((text) => new TextEncoder().encode(text)),
        fc.uint8Array({ maxLength: 300 }),
      ),
      fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 }),
      async (bytes, sizes) => {
        expect(await linesOf(cutUp(bytes, sizes))).toEqual(await linesOf(cutUp(bytes, [bytes.length || 1])));
      },
    ),
    { numRuns: 150 },
  );
});

test("however a log is cut into chunks, the failures are the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLog,
      fc.array(fc.integer({ min: 7, max: 5000 }), { minLength: 1, maxLength: 5 }),
      async (log, sizes) => {
        const bytes = new TextEncoder().encode(log.lines.join("\n"));
        const options = { budgetTokens: 1500, ...(log.steps === undefined ? {} : { steps: log.steps }) };
        expect(await extractFailures(cutUp(bytes, sizes), options)).toEqual(
          await extractFailures(sourceOf(log.lines.join("\n")), options),
        );
      },
    ),
    { numRuns: 12 },
  );
});

test("the excerpts never exceed the budget, nor does their text with tests and line numbers from 100 tokens on", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLog,
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 1, max: 12 }),
      async (log, budgetTokens, maxExcerpts) => {
        const found = await extractFailures(sourceOf(log.lines), { budgetTokens, maxExcerpts });
        const characters = found.excerpts.reduce((sum, excerpt) => sum + excerpt.text.length, 0);
        expect(Math.ceil(characters / 4)).toBeLessThanOrEqual(budgetTokens);
        expect(found.excerpts.length).toBeLessThanOrEqual(maxExcerpts);
        if (budgetTokens >= 100) expect(Math.ceil(formatExcerpts(found).length / 4)).toBeLessThanOrEqual(budgetTokens);
      },
    ),
    { numRuns: 25 },
  );
});

test("the line numbers of an excerpt are those of its lines in the log", async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, fc.integer({ min: 100, max: 3000 }), async (log, budgetTokens) => {
      const lines = (await linesOf(sourceOf(log.lines))).map((line) => line.text);
      const { excerpts, totalLines } = await extractFailures(sourceOf(log.lines), { budgetTokens });
      expect(totalLines).toBe(lines.length);
      expect(excerpts.length).toBeGreaterThan(0);
      for (const { fromLine, toLine, text } of excerpts) {
        const shown = text.split("\n");
        expect(shown).toHaveLength(toLine - fromLine + 1);
        for (const [index, one] of shown.entries()) {
          const whole = lines[fromLine - 1 + index] ?? "";
          expect(one.endsWith("…") && one !== whole ? whole.startsWith(one.slice(0, -1)) : one === whole).toBe(true);
        }
      }
    }),
    { numRuns: 25 },
  );
});
