import { expect, test } from "vitest";
import { sourceOf } from "./fixtures/source-of.ts";
import { grepLog } from "./grep-log.ts";

const log = Array.from({ length: 100 }, (_, index) => (index % 30 === 14 ? `Match ${index + 1}` : `line ${index + 1}`));

test("matches with context, near ones together", async () => {
  const found = await grepLog(sourceOf(["a", "x 1", "b", "c", "x 2", "d", ...Array.from("efghijkl"), "x 3"]), {
    pattern: "x ",
    contextLines: 1,
    budgetTokens: 100,
  });
  expect(found).toEqual({
    blocks: [
      { fromLine: 1, toLine: 6, text: "a\nx 1\nb\nc\nx 2\nd", matches: [2, 5] },
      { fromLine: 14, toLine: 15, text: "l\nx 3", matches: [15] },
    ],
    totalMatches: 3,
    totalLines: 15,
  });
});

test("upper and lower case are alike", async () => {
  expect((await grepLog(sourceOf(log), { pattern: "MATCH", budgetTokens: 1000 })).totalMatches).toBe(3);
});

test("the pattern is text, never a regular expression", async () => {
  const odd = ["a.b", "axb", "(a+)+$", "aaaa"];
  expect((await grepLog(sourceOf(odd), { pattern: "a.b", contextLines: 0, budgetTokens: 100 })).blocks).toMatchObject([
    { matches: [1] },
  ]);
  expect(
    (await grepLog(sourceOf(odd), { pattern: "(a+)+$", contextLines: 0, budgetTokens: 100 })).blocks,
  ).toMatchObject([{ matches: [3] }]);
});

test("an empty pattern matches nothing", async () => {
  expect((await grepLog(sourceOf(log), { pattern: "", budgetTokens: 100 })).totalMatches).toBe(0);
});

test("searching on from `next` finds every match once, within the budget each time", async () => {
  const many = Array.from({ length: 200 }, (_, index) => (index % 7 === 0 ? `hit ${index + 1}` : "-"));
  const seen: number[] = [];
  for (let fromLine: number | undefined = 1; fromLine !== undefined;) {
    const found = await grepLog(sourceOf(many), { pattern: "hit", contextLines: 2, fromLine, budgetTokens: 40 });
    const characters = found.blocks.reduce((sum, block) => sum + block.text.length, 0);
    expect(characters).toBeLessThanOrEqual(160);
    seen.push(...found.blocks.flatMap((block) => block.matches));
    fromLine = found.next;
  }
  expect(seen).toEqual(many.flatMap((text, index) => (text.startsWith("hit") ? [index + 1] : [])));
});

test("a match longer than the budget is cut, not lost", async () => {
  const found = await grepLog(sourceOf(["short", `needle ${"x".repeat(1500)}`]), {
    pattern: "needle",
    budgetTokens: 25,
  });
  expect(found.blocks).toMatchObject([{ toLine: 2, matches: [2] }]);
  expect(found.blocks[0]?.text.length).toBeLessThanOrEqual(100);
});

test("of one section only", async () => {
  const lines = ["##[group]Run a", "##[endgroup]", "hit", "##[group]Run b", "##[endgroup]", "hit"];
  expect(
    (await grepLog(sourceOf(lines), { pattern: "hit", section: "Run b", contextLines: 3, budgetTokens: 100 })).blocks,
  ).toMatchObject([{ fromLine: 4, toLine: 6, matches: [6] }]);
});
