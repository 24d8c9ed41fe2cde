import * as fc from "fast-check";
import { expect, test } from "vitest";
import { suggestionBlock } from "./suggestion-block.ts";

test("fences the text on its own lines", () => {
  expect(suggestionBlock("a\nb")).toBe("```suggestion\na\nb\n```");
  expect(suggestionBlock("a\n")).toBe("```suggestion\na\n```");
  expect(suggestionBlock("\n")).toBe("```suggestion\n\n```");
  expect(suggestionBlock("", "suggestion:-2+0")).toBe("```suggestion:-2+0\n```");
});

test("no run of backticks in the text is as long as the fence", () => {
  const text = fc.string({ unit: fc.constantFrom("`", "`", "a", "\n") });
  fc.assert(
    fc.property(text, (inside) => {
      const block = suggestionBlock(inside);
      const fence = /^`+/.exec(block)?.[0] ?? "";
      expect(fence.length).toBeGreaterThanOrEqual(3);
      expect(inside).not.toContain(fence);
      expect(block.endsWith(`\n${fence}`)).toBe(true);
    }),
  );
});
