import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createCache, type Place } from "../../cache/index.ts";
import { defineTool, type ToolContext } from "../../connector/index.ts";
import { callTool } from "../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";
import { createResultCache } from "./result-cache.ts";

async function within(
  work: (running: RunningEndpoint) => Promise<void>,
  options: Parameters<typeof startEndpoint>[0] = {},
) {
  const running = await startEndpoint(options);
  try {
    await work(running);
  } finally {
    await running.close();
  }
}
const get = (running: RunningEndpoint, id: number, headers: Record<string, string> = {}) =>
  callTool(running.url, "get_note", { id }, { headers });

describe("a fresh answer", () => {
  test("is served again without asking the vendor, also through call_tool", () =>
    within(async (running) => {
      await get(running, 3);
      await get(running, 3);
      await callTool(running.url, "call_tool", { name: "get_note", arguments: { id: 3 } });
      expect(running.sent).toEqual(["GET /notes/3"]);
    }));

  test("belongs to its connection", () =>
    within(
      async (running) => {
        await get(running, 3, { "x-person": "ada" });
        await get(running, 3, { "x-person": "ben" });
        expect(running.sent).toEqual(["GET /notes/3", "GET /notes/3"]);
      },
      { people: true },
    ));

  test("is forgotten when its connection writes, and not when that was a dry run or somebody else's", () =>
    within(
      async (running) => {
        const write = (person: string, more = {}) =>
          callTool(running.url, "add_note", { text: "a", ...more }, { headers: { "x-person": person } });
        const ada = { "x-person": "ada" };
        await get(running, 3, ada);
        await write("ada", { dry_run: true });
        await write("ben");
        await get(running, 3, ada);
        expect(running.sent.filter((line) => line.startsWith("GET"))).toHaveLength(1);
        await write("ada");
        await get(running, 3, ada);
        expect(running.sent.filter((line) => line.startsWith("GET"))).toHaveLength(2);
      },
      { people: true },
    ));

  test("is not kept if the connection wrote while it was read", () =>
    within(async (running) => {
      const reading = get(running, SLOW_NOTE);
      await expect.poll(() => running.held.length).toBe(1);
      await callTool(running.url, "add_note", { text: "a" });
      running.held[0]?.answer();
      await reading;
      const again = get(running, SLOW_NOTE);
      await expect.poll(() => running.held.length).toBe(2);
      running.held[1]?.answer();
      await again;
    }));

  test("is no error", () =>
    within(async (running) => {
      await get(running, 404);
      await get(running, 404);
      expect(running.sent).toHaveLength(2);
    }));

  test("is not that of a tool that may ask: answers are no part of the arguments", () => {
    const asking = defineTool({
      name: "get_note",
      title: "Get note",
      description: "May ask.",
      access: "read",
      mayAsk: true,
      freshMs: 60_000,
      scopes: [],
      input: z.object({ id: z.int().describe("Note") }),
      output: z.object({ text: z.string() }),
      run: async ({ id }, { client }: ToolContext<Shelf>) => (await client.get(`/notes/${id}`)) as { text: string },
    });
    return within(
      async (running) => {
        await get(running, 3);
        await get(running, 3);
        expect(running.sent).toHaveLength(2);
      },
      { connector: toyWith([asking]) },
    );
  });
});

describe("the cache", () => {
  const reply = (size: number) => ({
    kind: "output" as const,
    output: { text: "x".repeat(size) },
    text: "short",
    structured: true,
  });

  const cacheOfResults = () => {
    const cache = createCache({ key: Buffer.alloc(32, 1) });
    const results = createResultCache(cache);
    const placeOf = (who: string, key: string) => results.placeOf(who, key) as Place;
    return { cache, results, placeOf };
  };

  test("counts the structured form, however short the text", () => {
    const { results, placeOf } = cacheOfResults();
    const places = Array.from({ length: 100 }, (_, id) => placeOf("ada", String(id)));
    for (const place of places) results.put(place, reply(200_000), 60_000);
    const kept = places.filter((place) => results.peek(place) !== undefined);
    expect(kept.length).toBeLessThan(45);
    expect(kept.length).toBeGreaterThan(5);
  });
});
