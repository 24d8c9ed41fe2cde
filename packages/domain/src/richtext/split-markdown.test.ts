import { array, assert, integer, property, string } from "fast-check";
import { expect, test } from "vitest";
import { splitMarkdown } from "./index.ts";

test("a short text is one part", () => expect(splitMarkdown("a\n\nb", 100)).toEqual(["a\n\nb"]));

test("long texts are cut between paragraphs", () => {
  expect(splitMarkdown(`${"a".repeat(60)}\n\n${"b".repeat(60)}\n\nc`, 100)).toEqual([
    "a".repeat(60),
    `${"b".repeat(60)}\n\nc`,
  ]);
});

test("code that is cut keeps its fences", () => {
  const parts = splitMarkdown(
    `\`\`\`js\n${Array.from({ length: 30 }, (_, index) => `line ${index}`).join("\n")}\n\`\`\``,
    100,
  );
  for (const part of parts) expect(part).toMatch(/^```js\n[\s\S]+\n```$/);
  expect(parts.length).toBeGreaterThan(2);
});

test("no part is too long, and no word is lost", () => {
  const words = (text: string) => text.match(/\S+/g)?.join("") ?? "";
  assert(
    property(array(string({ maxLength: 80 }), { maxLength: 30 }), integer({ min: 40, max: 200 }), (lines, most) => {
      const text = lines.map((line) => line.replaceAll(/[`~[\]]/g, "")).join("\n");
      const parts = splitMarkdown(text, most);
      expect(Math.max(0, ...parts.map(({ length }) => length))).toBeLessThanOrEqual(most);
      expect(words(parts.join("\n"))).toBe(words(text));
    }),
  );
});
