import { expect, test } from "vitest";
import { escapeSeparators } from "./escape-separators.ts";

test("what Unicode takes for the end of a line is escaped, and means the same", () => {
  const text = "a\u0085b\u2028c\u2029d ü 😀";
  const escaped = Buffer.from(escapeSeparators(Buffer.from(JSON.stringify({ text })))).toString();
  expect(escaped).toContain(String.raw`a\u0085b\u2028c\u2029d`);
  expect(JSON.parse(escaped)).toEqual({ text });
});

test("anything else is passed on as it is", () => {
  const chunk = Buffer.from(`data: {"text":"ü 😀"}\n\n`);
  expect(escapeSeparators(chunk)).toBe(chunk);
});
