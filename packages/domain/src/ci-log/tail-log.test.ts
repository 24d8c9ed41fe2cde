import { expect, test } from "vitest";
import { sourceOf } from "./fixtures/source-of.ts";
import { rangeLog } from "./range-log.ts";
import { tailLog } from "./tail-log.ts";

const log = Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`);

test("the last lines, cleaned", async () => {
  expect(await tailLog(sourceOf([...log, "\u001B[31mend\u001B[0m"]), { lines: 3, budgetTokens: 100 })).toEqual({
    fromLine: 999,
    toLine: 1001,
    text: "line 999\nline 1000\nend",
    totalLines: 1001,
  });
});

test("200 of them unless told", async () => {
  expect(await tailLog(sourceOf(log), { budgetTokens: 5000 })).toMatchObject({ fromLine: 801, toLine: 1000 });
});

test("a small budget drops the earliest, and `next` says where they begin: a range from there meets the rest", async () => {
  const page = await tailLog(sourceOf(log), { lines: 100, budgetTokens: 50 });
  expect(page.text.length).toBeLessThanOrEqual(200);
  expect(page).toMatchObject({ toLine: 1000, next: 901 });
  const rest = await rangeLog(sourceOf(log), { fromLine: 901, toLine: page.fromLine - 1, budgetTokens: 5000 });
  expect(`${rest.text}\n${page.text}`).toBe(log.slice(900).join("\n"));
});

test("a last line beyond the budget shows its head", async () => {
  expect(await tailLog(sourceOf(["a", "x".repeat(1000)]), { budgetTokens: 10 })).toMatchObject({
    fromLine: 2,
    toLine: 2,
    text: "x".repeat(40),
    next: 1,
  });
});

test("of one section only", async () => {
  const trace = [
    "section_start:1:build\r\u001B[0KBuilding",
    "a",
    "b",
    "section_end:2:build\r\u001B[0Ksection_start:2:after_script\r\u001B[0KAfter",
    "c",
  ];
  expect(await tailLog(sourceOf(trace), { lines: 2, section: "build", budgetTokens: 100 })).toMatchObject({
    fromLine: 2,
    toLine: 3,
    text: "a\nb",
  });
});

test("an empty log has no lines", async () => {
  expect(await tailLog(sourceOf(""), { budgetTokens: 100 })).toEqual({
    fromLine: 0,
    toLine: 0,
    text: "",
    totalLines: 0,
  });
});
