import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countTokens } from "../../connector/index.ts";
import { fitToBudget } from "./fit-to-budget.ts";
import { renderFacts } from "./render-facts.ts";

const fit = (output: Record<string, unknown>, budget: number) =>
  fitToBudget(output, { budget, render: renderFacts, cursorAfter: (rows) => `after-${rows}` });

describe("a result larger than its budget", () => {
  test("loses rows at the end and says where to go on", () => {
    const items = Array.from({ length: 100 }, (_, id) => ({ id, title: `row number ${id}` }));
    const { output, text } = fit({ items }, 500);
    const shown = (output["items"] as { id: number }[]).map(({ id }) => id);
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, id) => id));
    expect(shown.length).toBeGreaterThan(10);
    expect(output["next_cursor"]).toBe(`after-${shown.length}`);
    expect(text).toContain(`cursor: "after-${shown.length}"`);
  });

  test("keeps short facts whole and cuts the long ones, with a note", () => {
    const { output, text } = fit(
      { title: "Cart total is wrong", state: "open", body: "words and words\n".repeat(5000) },
      500,
    );
    expect(output).toMatchObject({ title: "Cart total is wrong", state: "open" });
    expect(output["body"]).toMatch(/\[cut: \d+ of 80000 characters not shown\]$/);
    expect(text).toContain("title: Cart total is wrong");
  });

  test("says how much of a nested list it left out", () => {
    const comments = Array.from({ length: 200 }, (_, id) => ({
      id,
      body: "a comment of some length, again and again",
    }));
    expect(fit({ number: 3, comments }, 500).text).toMatch(/\[cut to fit: comments: \d+ of 200 shown\]/);
  });

  test("never breaks the budget, whatever the value", () => {
    const value = fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
    fc.assert(
      fc.property(
        value,
        fc.string({ minLength: 0, maxLength: 20_000 }),
        fc.integer({ min: 500, max: 2000 }),
        (facts, body, budget) => {
          const { output, text } = fit({ ...facts, body }, budget);
          expect(countTokens(text)).toBeLessThanOrEqual(budget);
          expect(countTokens(JSON.stringify(output))).toBeLessThanOrEqual(budget);
        },
      ),
      { numRuns: 200 },
    );
  });
});
