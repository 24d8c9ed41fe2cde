import { expect, test } from "vitest";

import { inDateRange, inNumberRange } from "./date-range.ts";
import { parseQuery, type Condition } from "./parse-query.ts";

const parts = (text: string) => {
  const { terms, qualifiers } = parseQuery(text);
  return { terms, qualifiers };
};

/** A condition as a person would write it with all its brackets. */
function written(condition: Condition): string {
  switch (condition.kind) {
    case "term":
      return condition.term.text;
    case "qualifier":
      return `${condition.qualifier.name}:${condition.qualifier.value}`;
    case "not":
      return `NOT ${written(condition.part)}`;
    case "all":
    case "any":
      return `(${condition.parts.map(written).join(condition.kind === "all" ? " " : " OR ")})`;
  }
}

test.each([
  ["a b", "(a b)"],
  ["a AND b OR c", "((a b) OR (c))"],
  ["cart (repo:h/a OR repo:h/b) is:issue", "(cart ((repo:h/a) OR (repo:h/b)) is:issue)"],
  ["NOT (a OR b) c", "(NOT ((a) OR (b)) c)"],
  ["a) b (c", "(a b (c))"],
  ["", "()"],
])("%s is read as %s", (text, expected) => {
  expect(written(parseQuery(text).where)).toBe(expected);
});

test("takes qualifiers, quotes, minus signs and words apart", () => {
  expect(parts('cart "one cent" -refund is:open label:"priority: high" -label:bug http://a.b')).toEqual({
    terms: [
      { text: "cart", negated: false },
      { text: "one cent", negated: false },
      { text: "refund", negated: true },
      { text: "http://a.b", negated: false },
    ],
    qualifiers: [
      { name: "is", value: "open", negated: false },
      { name: "label", value: "priority: high", negated: false },
      { name: "label", value: "bug", negated: true },
    ],
  });
});

test("a day in a range is the whole day; `*` is an open end", () => {
  const noon = Date.UTC(2026, 2, 3, 12);
  const holds = [
    "2026-03-03",
    ">=2026-03-03",
    "<=2026-03-03",
    "2026-03-01..2026-03-03",
    "*..2026-03-03",
    "<2026-03-04",
  ];
  const fails = ["2026-03-02", ">2026-03-03", "<2026-03-03", "2026-03-04..*"];
  expect(holds.filter((range) => !inDateRange(noon, range))).toEqual([]);
  expect(fails.filter((range) => inDateRange(noon, range))).toEqual([]);
});

test("counts compare as numbers", () => {
  expect([">2", ">=3", "3", "1..3", "*..3", "<4"].every((range) => inNumberRange(3, range))).toBe(true);
  expect([">3", "4", "4..*", "<3", "many"].some((range) => inNumberRange(3, range))).toBe(false);
});
