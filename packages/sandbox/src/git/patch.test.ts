import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";

import { isBinary, unifiedPatch } from "./patch.ts";

/** Applies hunks to a text: a second opinion, written without a look at the code under test. */
function apply(before: string, patch: string | undefined): string {
  if (patch === undefined) return before;
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  for (const line of patch.split("\n")) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
    if (head) {
      const start = Number(head[1]) - (head[2] === "0" ? 0 : 1);
      while (at < start) out.push(old[at++] ?? "");
    } else if (line.startsWith("+")) out.push(`${line.slice(1)}\n`);
    else if (line.startsWith("-")) at++;
    else if (line.startsWith("\\")) {
      if (out.length > 0 && patch.split("\n")[patch.split("\n").indexOf(line) - 1]?.startsWith("-") !== true) {
        out.push((out.pop() ?? "").replace(/\n$/, ""));
      }
    } else out.push(old[at++] ?? "");
  }
  while (at < old.length) out.push(old[at++] ?? "");
  return out.join("");
}

const lines = array(constantFrom("a\n", "b\n", "c\n", "  x\n", "\n"), { maxLength: 40 }).map((rows) => rows.join(""));

describe("unifiedPatch", () => {
  test("turns the old text into the new one, whatever they are", () => {
    assert(
      property(lines, lines, (before, after) => apply(before, unifiedPatch(before, after).text) === after),
      { numRuns: 500 },
    );
  });

  test("counts what it prints", () => {
    assert(
      property(lines, lines, (before, after) => {
        const { text = "", additions, deletions } = unifiedPatch(before, after);
        const rows = text.split("\n");
        expect(rows.filter((row) => row.startsWith("+"))).toHaveLength(additions);
        expect(rows.filter((row) => row.startsWith("-"))).toHaveLength(deletions);
      }),
    );
  });

  test("is undefined without a difference", () => {
    expect(unifiedPatch("a\n", "a\n")).toEqual({ text: undefined, additions: 0, deletions: 0 });
  });

  test("says where a final newline is missing", () => {
    expect(unifiedPatch("a\nb", "a\nb\n").text).toBe("@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b");
  });

  test("names the function that a hunk is in", () => {
    const body = Array.from({ length: 8 }, (_, index) => `  step(${index});\n`).join("");
    const { text } = unifiedPatch(
      `function run() {\n${body}}\n`,
      `function run() {\n${body.replace("step(7)", "step(70)")}}\n`,
    );
    expect(text?.split("\n")[0]).toBe("@@ -6,5 +6,5 @@ function run() {");
  });

  test("leaves out what GitHub does not show, and still counts it", () => {
    const huge = "x\n".repeat(20_001);
    expect(unifiedPatch("", huge)).toEqual({ text: undefined, additions: 20_001, deletions: 0 });
  });

  test("takes a line ending for a part of the line", () => {
    expect(unifiedPatch("a\r\n", "a\n")).toMatchObject({ additions: 1, deletions: 1 });
  });
});

test("a NUL in the first 8,000 bytes makes a file binary", () => {
  expect(isBinary(Buffer.from("abc\0def"))).toBe(true);
  expect(isBinary(Buffer.concat([Buffer.alloc(8_000, "a"), Buffer.from([0])]))).toBe(false);
});
