import { AjvJsonSchemaValidator } from "@modelcontextprotocol/server/validators/ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { countTokens } from "../../connector/index.ts";
import { publishedOutput } from "../catalog/published-schema.ts";
import { fitToBudget } from "./fit-to-budget.ts";
import { renderFacts } from "./render-facts.ts";
import type { Shape } from "./shape.ts";

const fit = (output: Record<string, unknown>, budget: number, shape: Shape = {}) =>
  fitToBudget(output, { budget, shape, render: renderFacts, cursorAfter: (rows) => `after-${rows}` });
const fitPageless = (output: Record<string, unknown>, budget: number) =>
  fitToBudget(output, { budget, shape: {}, render: renderFacts, cursorAfter: () => undefined });

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

  test("says how many rows it shows where no cursor can lead on", () => {
    const items = Array.from({ length: 100 }, (_, id) => ({ id, title: `row number ${id}` }));
    const { output, text, cuts } = fitPageless({ items }, 500);
    expect(output).not.toHaveProperty("next_cursor");
    expect(cuts).toEqual([`items: ${(output["items"] as unknown[]).length} of 100 shown`]);
    expect(text).toContain(`[cut to fit: ${cuts[0]}]`);
  });

  test("shows its first row cut, when that alone is too long, and goes on behind it", () => {
    const items = [
      { id: 1, body: "words and words\n".repeat(900) },
      { id: 2, body: "short" },
    ];
    const { output } = fit({ items }, 500);
    expect(output).toMatchObject({ items: [{ id: 1 }], next_cursor: "after-1" });
    expect(JSON.stringify(output)).toMatch(/\[cut: \d+ of 14400 characters not shown\]/);
  });

  test("never cuts a cursor, however long", () => {
    const cursor = "c".repeat(900);
    const output = { items: [{ body: "words ".repeat(2000) }, { body: "more" }] };
    const fitted = fitToBudget(output, { budget: 600, shape: {}, render: renderFacts, cursorAfter: () => cursor });
    expect(fitted.output["next_cursor"]).toBe(cursor);
    expect(fitted.text).toContain(`cursor: "${cursor}"`);
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

  test("says how much of its nested lists it left out, together where they share a name", () => {
    const comments = Array.from({ length: 200 }, (_, id) => ({
      id,
      body: "a comment of some length, again and again",
    }));
    expect(fit({ number: 3, comments }, 500).text).toMatch(/\[cut to fit: comments: \d+ of 200 shown\]/);
    const steps = Array.from({ length: 200 }, (_, step) => step);
    expect(fit({ build: { steps }, test: { steps } }, 300).text).toMatch(/\[cut to fit: steps: \d+ of 400 shown\]/);
  });

  test("loses entries of a record, and says so", () => {
    const counts = Object.fromEntries(Array.from({ length: 3000 }, (_, id) => [`label-${id}`, id]));
    const { output, cuts } = fit({ counts }, 500);
    expect(Object.keys(output["counts"] as object)[0]).toBe("label-0");
    expect(cuts).toEqual([expect.stringMatching(/^counts: \d+ of 3000 shown$/)]);
  });

  test("leaves out whole fields when nothing of them may be cut", () => {
    const shape: Shape = { properties: { flags: { items: { enum: ["on"] }, minItems: 5000 }, id: {} } };
    const { output, text } = fit({ id: 1, flags: Array.from({ length: 5000 }, () => "on") }, 500, shape);
    expect(output).toEqual({ id: 1, next_cursor: "after-0" });
    expect(text).toContain("[cut to fit: flags: left out]");
  });

  test("never grows a text by cutting it, and never splits a character", () => {
    const items = Array.from({ length: 40 }, () => "x".repeat(125));
    const { output } = fit({ notes: items, smile: "😀".repeat(600) }, 500);
    for (const note of output["notes"] as string[]) expect(note.length).toBeLessThanOrEqual(125);
    expect(String(output["smile"]).isWellFormed()).toBe(true);
  });
});

test("the budget holds for the text and for the structured form, whatever the value", () => {
  const value = fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
  const wide = fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), fc.integer(), { minKeys: 0, maxKeys: 600 });
  fc.assert(
    fc.property(
      value,
      wide,
      fc.string({ maxLength: 20_000, unit: "grapheme" }),
      fc.array(fc.jsonValue(), { maxLength: 60 }),
      fc.integer({ min: 200, max: 2000 }),
      (facts, labels, body, items, budget) => {
        const { output, text } = fit({ ...facts, labels, body, items }, budget);
        expect(countTokens(text)).toBeLessThanOrEqual(budget);
        expect(countTokens(JSON.stringify(output))).toBeLessThanOrEqual(budget);
      },
    ),
    { numRuns: 200, seed: 20_261_122 },
  );
});

describe("what was cut still keeps the promise of its tool", () => {
  const User = z.object({ login: z.string(), kind: z.enum(["user", "bot"]), url: z.url().optional() });
  const Block: z.ZodType = z.lazy(() => z.object({ text: z.string(), children: z.array(Block).optional() }));
  const words = fc.lorem({ maxCount: 400, mode: "words" });
  const login = fc.string({ minLength: 1, maxLength: 200 });
  const user = fc.record(
    { login, kind: fc.constantFrom("user", "bot"), url: fc.webUrl() },
    { requiredKeys: ["login", "kind"] },
  );
  const { block } = fc.letrec((tie) => ({
    block: fc.record({ text: words, children: fc.array(tie("block"), { maxLength: 6 }) }, { requiredKeys: ["text"] }),
  }));
  const event = fc.oneof(
    fc.record({ type: fc.constant("comment"), body: words, at: fc.date({ noInvalidDate: true }).map(iso) }),
    fc.record({ type: fc.constant("label"), names: fc.array(login, { minLength: 1, maxLength: 50 }) }),
  );
  const shapes: Record<string, [z.ZodObject, fc.Arbitrary<Record<string, unknown>>]> = {
    "an object with texts, enums and formats": [
      z.object({
        id: z.int(),
        body: z.string(),
        author: User,
        sha: z.string().regex(/^[0-9a-f]{400}$/),
        at: z.iso.datetime(),
        closed: z.union([z.null(), z.iso.datetime(), z.string().max(4000)]),
      }),
      fc.record({
        id: fc.integer(),
        body: words,
        author: user,
        sha: fc.constant("a0".repeat(200)),
        at: fc.date({ noInvalidDate: true }).map(iso),
        closed: fc.oneof(
          fc.constant(null),
          fc.date({ noInvalidDate: true }).map(iso),
          words.map((text) => text.slice(0, 4000)),
        ),
      }),
    ],
    "lists in lists, tuples and least lengths": [
      z.object({
        items: z.array(
          z.object({ user: User, pair: z.tuple([z.string(), z.int()]), labels: z.array(z.string()).min(2) }),
        ),
        next_cursor: z.string().optional(),
      }),
      fc.record({
        items: fc.array(
          fc.record({
            user,
            pair: fc.tuple(words, fc.integer()),
            labels: fc.array(words, { minLength: 2, maxLength: 12 }),
          }),
          { maxLength: 30 },
        ),
      }),
    ],
    "a union told apart by a constant": [
      z.object({
        events: z.array(
          z.discriminatedUnion("type", [
            z.object({ type: z.literal("comment"), body: z.string(), at: z.iso.datetime() }),
            z.object({ type: z.literal("label"), names: z.array(z.string()).min(1) }),
          ]),
        ),
      }),
      fc.record({ events: fc.array(event, { maxLength: 40 }) }),
    ],
    "records, unknowns and a tree": [
      z.object({ counts: z.record(z.string(), z.int()), raw: z.unknown(), tree: Block }),
      fc.record({ counts: fc.dictionary(login, fc.integer(), { maxKeys: 200 }), raw: fc.jsonValue(), tree: block }),
    ],
  };
  const ajv = new AjvJsonSchemaValidator();

  test.each(Object.entries(shapes))("%s", (_name, [schema, value]) => {
    const shape = z.toJSONSchema(schema, { io: "output" }) as Shape;
    const validate = ajv.getValidator(publishedOutput(schema));
    fc.assert(
      fc.property(value, fc.integer({ min: 300, max: 3000 }), (output, budget) => {
        const { output: cut, cuts } = fit(output, budget, shape);
        // Fields that are left out are the one exception: published outputs promise none.
        if (cuts.some((note) => note.endsWith("left out"))) return;
        expect(schema.safeParse(cut).error?.issues ?? []).toEqual([]);
        expect(validate(cut).errorMessage).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });
});

function iso(date: Date): string {
  return new Date(Math.abs(date.getTime()) % 4e12).toISOString();
}
