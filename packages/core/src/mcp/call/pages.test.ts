import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineTool, listOf, page, type AnyTool } from "../../connector/index.ts";
import { callTool } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";

/** Rows of the list under test: how long the text of each is. */
let rows: readonly number[] = [];
const asked: { cursor: string | undefined; limit: number }[] = [];

const base = { access: "read", scopes: [], description: "Lists." } as const;
const Row = z.object({ id: z.int(), text: z.string() });

const listRows = defineTool({
  ...base,
  name: "list_rows",
  title: "List rows",
  input: z.object({
    ...page,
    state: z.enum(["open", "closed"]).default("open").describe("State"),
    max_tokens: z.int().optional().describe("Budget"),
  }),
  output: listOf(Row),
  async run({ cursor, limit }) {
    asked.push({ cursor, limit });
    // A vendor that counts pages: another limit makes other pages.
    const index = Number(cursor ?? "0");
    const from = index * limit;
    const items = rows.slice(from, from + limit).map((size, at) => ({ id: from + at, text: "x".repeat(size) }));
    return { items, ...(from + limit < rows.length && { next_cursor: String(index + 1) }) };
  },
});

/** Pages by itself, in parts of a text: no rows. */
const readParts = defineTool({
  ...base,
  name: "read_parts",
  title: "Read parts",
  input: z.object({ cursor: page.cursor }),
  output: z.object({ part: z.string(), next_cursor: z.string().optional() }),
  run: async ({ cursor = "1" }) => ({
    part: `part ${cursor}`,
    ...(cursor !== "3" && { next_cursor: String(Number(cursor) + 1) }),
  }),
});

/** Has rows, and no way to ask for more. */
const topRows = defineTool({
  ...base,
  name: "get_top_rows",
  title: "Get top rows",
  input: z.object({}),
  output: z.object({ items: z.array(Row) }),
  run: async () => ({ items: rows.map((size, id) => ({ id, text: "x".repeat(size) })) }),
});

let running: RunningEndpoint;
beforeAll(async () => {
  const tools: AnyTool[] = [listRows, readParts, topRows];
  running = await startEndpoint({ connector: toyWith(tools, { spelling: { aliases: { status: "state" } } }) });
});
afterAll(() => running.close());

const list = (args: Record<string, unknown>) => callTool(running.url, "list_rows", args);
const idsOf = (structured: Record<string, unknown> | undefined) =>
  ((structured?.["items"] ?? []) as { id: number }[]).map(({ id }) => id);
const cursorOf = (structured: Record<string, unknown> | undefined) => structured?.["next_cursor"] as string | undefined;

describe("walking a list by its cursors", () => {
  test("meets every row once, in order, whatever fits a page and whatever limit is asked for on the way", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 6_000 }), { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 400, max: 3_000 }),
        async (sizes, limits, max_tokens) => {
          rows = sizes;
          const seen: number[] = [];
          let cursor: string | undefined;
          for (let step = 0; step === 0 || cursor !== undefined; step += 1) {
            const limit = limits[step % limits.length];
            const { structured, text } = await list({ limit, max_tokens, ...(cursor !== undefined && { cursor }) });
            expect(JSON.stringify(structured).length).toBeLessThanOrEqual(max_tokens * 4);
            expect(text.length).toBeLessThanOrEqual(max_tokens * 4);
            seen.push(...idsOf(structured));
            cursor = cursorOf(structured);
          }
          expect(seen).toEqual(sizes.map((_, id) => id));
        },
      ),
      { numRuns: 25 },
    );
  });

  test("goes on in the vendor's first page, which has no cursor, behind the last row shown", async () => {
    rows = [9_000, 9_000, 9_000];
    const first = await list({ limit: 3 });
    expect(idsOf(first.structured)).toEqual([0, 1]);
    asked.length = 0;
    const second = await list({ limit: 3, cursor: cursorOf(first.structured) });
    expect(asked).toEqual([{ cursor: undefined, limit: 3 }]);
    expect(idsOf(second.structured)).toEqual([2]);
    expect(cursorOf(second.structured)).toBeUndefined();
  });

  test("does not depend on how the same arguments are spelt", async () => {
    rows = Array.from({ length: 30 }, () => 10);
    const { structured } = await list({ limit: 10 });
    for (const same of [{ state: "open" }, { status: "open" }]) {
      const next = await list({ limit: 10, cursor: cursorOf(structured), ...same });
      expect(idsOf(next.structured)[0]).toBe(10);
    }
    expect((await list({ limit: 10, cursor: cursorOf(structured), state: "closed" })).code).toBe("invalid_input");
  });

  test("refuses a cursor that is none, and one of another tool", async () => {
    const { structured } = await callTool(running.url, "read_parts");
    for (const cursor of ["", "2", "x".repeat(100), cursorOf(structured)]) {
      expect((await list({ cursor })).text).toContain("is not a next_cursor");
    }
  });
});

test("a tool that pages by itself is taken where it says", async () => {
  const parts: unknown[] = [];
  let cursor: string | undefined;
  do {
    const { structured } = await callTool(running.url, "read_parts", cursor === undefined ? {} : { cursor });
    parts.push(structured?.["part"]);
    cursor = cursorOf(structured);
  } while (cursor !== undefined);
  expect(parts).toEqual(["part 1", "part 2", "part 3"]);
});

test("rows that no cursor can lead to are counted, for people and for programs", async () => {
  rows = Array.from({ length: 10 }, () => 6_000);
  const { structured, text, meta } = await callTool(running.url, "get_top_rows");
  const shown = idsOf(structured).length;
  expect(cursorOf(structured)).toBeUndefined();
  expect(text).toContain(`[cut to fit: items: ${shown} of 10 shown]`);
  expect(meta["dev.fairlead/cut"]).toEqual([`items: ${shown} of 10 shown`]);
});
