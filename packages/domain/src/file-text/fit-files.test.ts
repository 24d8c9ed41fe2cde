import { expect, test } from "vitest";
import { CHARACTERS_PER_TOKEN, shareBudget } from "../budget/index.ts";
import { parseLocation } from "./file-location.ts";
import { fitFiles, type OpenedFile } from "./fit-files.ts";

const lines = (count: number, width = 40) =>
  Array.from({ length: count }, (_, index) => `${index + 1} "${"x".repeat(width)}"\n`).join("");
const file = (location: string, text: string): OpenedFile => ({ location: parseLocation(location), text });

test("equal shares, and what is not used passes on", () => {
  expect(shareBudget([10, 500, 500], 610)).toEqual([10, 300, 300]);
  expect(shareBudget([10, 20], 100)).toEqual([10, 20]);
  expect(shareBudget([50, 50], 60)).toEqual([30, 30]);
  expect(shareBudget([5], -1)).toEqual([0]);
});

test("the pages of a long file join without gap or repeat, and each fits", () => {
  const text = lines(1_000);
  const pages: string[] = [];
  for (let next: string | undefined = "long.txt"; next !== undefined;) {
    const fitted = fitFiles([file(next, text)], [], { budgetTokens: 2_000, numbered: false });
    expect(JSON.stringify(fitted.files).length).toBeLessThanOrEqual(2_000 * CHARACTERS_PER_TOKEN);
    pages.push(`${fitted.files[0]?.text}\n`);
    next = fitted.files[0]?.next;
  }
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.join("")).toBe(text);
});

test("a short file leaves its room to a long one", () => {
  const fitted = fitFiles([file("short", "a\n"), file("long", lines(1_000))], [], {
    budgetTokens: 2_000,
    numbered: false,
  });
  expect(fitted.files[0]).toMatchObject({ text: "a", from_line: 1, to_line: 1, total_lines: 1 });
  expect(fitted.files[1]?.to_line).toBeGreaterThan(100);
});

test("a range keeps its end when it is cut", () => {
  const [cut] = fitFiles([file("long#L100-L900", lines(1_000))], [], { budgetTokens: 500, numbered: true }).files;
  expect(cut?.from_line).toBe(100);
  expect(cut?.text).toMatch(/^100: 100 "x/);
  expect(cut?.next).toBe(`long#L${(cut?.to_line ?? 0) + 1}-L900`);
});

test("one endless line is cut inside, and that is said", () => {
  const [cut] = fitFiles([file("min.js", `${"x".repeat(50_000)}\nend\n`)], [], {
    budgetTokens: 500,
    numbered: false,
  }).files;
  expect(cut?.note).toMatch(/^line 1 is cut at \d+ characters$/);
  expect(cut?.next).toBe("min.js#L2-");
});

test("lines beyond the end, CRLF and nothing at all are told", () => {
  const opened = [file("a#L9", "1\n2\n"), file("b", "1\r\n2\r\n"), file("c", "")];
  const { files } = fitFiles(opened, [], { budgetTokens: 500, numbered: false });
  expect(files).toMatchObject([
    { path: "a", text: "", total_lines: 2, note: "has only 2 lines" },
    { path: "b", text: "1\n2", note: "lines end in CRLF" },
    { path: "c", text: "", total_lines: 0 },
  ]);
  expect(files[0]).not.toHaveProperty("from_line");
});

test("directories share the budget, and what is left out is counted", () => {
  const rows = Array.from({ length: 500 }, (_, index) => ({
    path: `src/${index}.ts`,
    type: "file" as const,
    size: index,
  }));
  const { entries, entriesLeft } = fitFiles([file("a", "1\n")], rows, { budgetTokens: 1_000, numbered: false });
  expect(entries.length).toBeGreaterThan(40);
  expect(entries.length + entriesLeft).toBe(500);
  expect(JSON.stringify(entries).length).toBeLessThanOrEqual(1_000 * CHARACTERS_PER_TOKEN);
});
