import { array, assert, constantFrom, integer, property, string } from "fast-check";
import { expect, test } from "vitest";
import { fitExcerpts } from "@fairlead/domain/ci-log";
import { jobLogsText } from "./job-logs-text.ts";

const excerpt = property(
  array(array(string({ unit: "grapheme", maxLength: 60 }), { minLength: 1, maxLength: 30 }), { maxLength: 6 }),
  integer({ min: 400, max: 6_000 }),
  constantFrom("start", "end"),
  (texts, room, keep) => {
    const lines = texts.map((text) => text.map((line) => line.replaceAll(/[\r\n]/g, " ")));
    const excerpts = lines.map((text, index) => ({
      from_line: 1_000 * index + 1,
      to_line: 1_000 * index + text.length,
      text: text.join("\n"),
    }));
    const fitted = fitExcerpts(excerpts, room, keep);

    expect(JSON.stringify(fitted.excerpts).length).toBeLessThanOrEqual(room);
    expect(jobLogsText({ jobs: [{ job_id: 1, name: "test", excerpts: fitted.excerpts }] }).length).toBeLessThanOrEqual(
      room + "== test (job 1)\n".length,
    );
    expect(fitted.excerpts.length + fitted.dropped).toBe(excerpts.length);
    for (const [index, { from_line, to_line, text }] of fitted.excerpts.entries()) {
      const first = 1_000 * index + 1;
      expect(text).toBe(lines[index]?.slice(from_line - first, to_line - first + 1).join("\n"));
    }
    const whole =
      fitted.excerpts.length === excerpts.length && fitted.excerpts.every((one, at) => one.text === excerpts[at]?.text);
    expect(fitted.cut).toBe(!whole);
  },
);

test("what is kept fits, in JSON and as numbered lines, and is the log's own lines under their numbers", () => {
  assert(excerpt);
});

test("a single endless line is cut inside: reading on always gets further", () => {
  const { excerpts, cut } = fitExcerpts([{ from_line: 7, to_line: 8, text: `${"x".repeat(9_000)}\nend` }], 500);
  expect(excerpts).toMatchObject([{ from_line: 7, to_line: 7, text: expect.stringMatching(/^x{300,}$/) }]);
  expect(cut).toBe(true);
});
