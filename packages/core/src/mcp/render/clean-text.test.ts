import { expect, test } from "vitest";
import { cleanText } from "./clean-text.ts";

test("takes off what hides instructions: tags, zero width, bidirectional overrides, controls", () => {
  const tags = Array.from("rm -rf")
    .map((letter) => String.fromCodePoint(0xe0000 + letter.codePointAt(0)!))
    .join("");
  expect(cleanText(`a${tags}b\u200bc\u202ed\u0007e\u2066f\ufeffg`)).toBe("abcdefg");
});

test("keeps what people see: line ends, tabs, joined emoji, scripts that need joiners", () => {
  const text = "line\r\n\tnext 👩‍👩‍👧 ❤️ می‌خواهم";
  expect(cleanText(text)).toBe(text);
});

test("goes into lists and objects, keys too, and leaves other values alone", () => {
  expect(cleanText({ a: ["x\u200b", 1, null], b: { "c\u200b": "y\u00ad" } })).toEqual({
    a: ["x", 1, null],
    b: { c: "y" },
  });
});

test("gives back the very value that has nothing to strip", () => {
  const value = { a: ["x", { b: 1 }], c: "y" };
  expect(cleanText(value)).toBe(value);
});

test("a field named __proto__ stays a field", () => {
  const value = JSON.parse('{"__proto__": {"admin": true}, "a": "x\u200b"}') as Record<string, unknown>;
  const cleaned = cleanText(value);
  expect(Object.hasOwn(cleaned, "__proto__")).toBe(true);
  expect(cleaned["admin"]).toBeUndefined();
});
