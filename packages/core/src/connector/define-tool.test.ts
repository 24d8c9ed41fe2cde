import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { defineConnector } from "./index.ts";
import { defineTool, listOf, page, type ToolContext } from "./index.ts";

interface Client {
  count(owner: string): Promise<number>;
}

const input = z.object({ owner: z.string().describe("Account") });
const output = z.object({ count: z.int() });
const base = { name: "count_things", title: "Count things", description: "Counts.", scopes: [], input, output };

test("run sees its input and its client by type, and must return the output", async () => {
  const tool = defineTool({
    ...base,
    access: "read",
    async run({ owner }, { client }: ToolContext<Client>) {
      expectTypeOf(owner).toEqualTypeOf<string>();
      return { count: await client.count(owner) };
    },
  });
  expect(tool.name).toBe("count_things");
  defineConnectorOf(tool);
});

test("what a tool leaves out does not compile", () => {
  // The compiler is what checks this: where one of these is right after all, `pnpm check` fails.
  const unfit = [
    // @ts-expect-error access is missing
    defineTool({ ...base, run: async () => ({ count: 1 }) }),
    // @ts-expect-error the output has another type
    defineTool({ ...base, access: "read", run: async () => ({ count: "one" }) }),
    // @ts-expect-error a deletion must say what it asks
    defineTool({ ...base, access: "delete", run: async () => ({ count: 1 }) }),
  ];
  expect(unfit.map(({ name }) => name)).toEqual(["count_things", "count_things", "count_things"]);
});

test("a list carries rows and a cursor", () => {
  const rows = listOf(z.object({ id: z.int() }), { incomplete: z.boolean() });
  expect(rows.parse({ items: [{ id: 1 }], incomplete: false })).toEqual({ items: [{ id: 1 }], incomplete: false });
  expect(z.object(page).parse({})).toEqual({ limit: 20 });
});

function defineConnectorOf(tool: Parameters<typeof defineConnector>[0]["toolsets"][string]["tools"][number]) {
  return tool;
}
