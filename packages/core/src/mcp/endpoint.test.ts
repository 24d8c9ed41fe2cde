import { randomUUID } from "node:crypto";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEndpoint, type RunningEndpoint } from "./testing/start-endpoint.ts";

let running: RunningEndpoint;
beforeAll(async () => {
  running = await startEndpoint();
});
afterAll(() => running.close());

interface Caller {
  tools(): Promise<string[]>;
  call(
    name: string,
    args: Record<string, unknown>,
  ): Promise<{ isError?: boolean; structuredContent?: unknown; content: { type: string; text?: string }[] }>;
  client: {
    readResource(p: { uri: string }): Promise<unknown>;
    getPrompt(p: { name: string; arguments: Record<string, string> }): Promise<unknown>;
    complete(p: never): Promise<unknown>;
    close(): Promise<void>;
  };
  yes: { answer: "accept" | "decline" };
}

async function official(mode: "legacy" | { pin: string }): Promise<Caller> {
  const yes: Caller["yes"] = { answer: "accept" };
  const client = new Client(
    { name: "official", version: "1" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
  );
  client.setRequestHandler("elicitation/create", async () =>
    yes.answer === "accept" ? { action: "accept", content: { confirm: true } } : { action: "decline" },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(running.url)));
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => (await client.callTool({ name, arguments: args })) as never,
    client: client,
    yes,
  };
}

async function old(): Promise<Caller> {
  const yes: Caller["yes"] = { answer: "accept" };
  const client = new OldClient({ name: "old", version: "1" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, async () =>
    yes.answer === "accept" ? { action: "accept", content: { confirm: true } } : { action: "decline" },
  );
  await client.connect(new OldTransport(new URL(running.url)));
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => (await client.callTool({ name, arguments: args })) as never,
    client: client,
    yes,
  };
}

describe.each([
  ["2026-07-28", () => official({ pin: "2026-07-28" })],
  ["2025-11-25", () => official("legacy")],
  ["sdk 1.x", old],
])("a client of %s", (era, connect) => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await connect();
  });
  afterAll(() => caller.client.close());

  test("sees the default tools and the finder, in order", async () => {
    expect(await caller.tools()).toEqual([
      "add_note",
      "call_tool",
      "count_slowly",
      "delete_note",
      "find_tools",
      "get_note",
      "list_notes",
    ]);
  });

  test("calls a tool and gets the facts twice: structured and as text", async () => {
    const result = await caller.call("get_note", { id: 3 });
    expect(result).toMatchObject({
      structuredContent: { id: 3, text: "note 3" },
      content: [{ type: "text", text: "id: 3\ntext: note 3" }],
    });
  });

  test("reaches the tools that are not listed", async () => {
    const found = await caller.call("find_tools", { query: "draw" });
    expect(found.structuredContent).toMatchObject({ items: [{ name: "draw_dot", toolset: "extras" }] });
    const drawn = await caller.call("call_tool", { name: "draw_dot", arguments: {} });
    expect(drawn.content).toEqual([{ type: "image", data: "AAAA", mimeType: "image/png" }]);
  });

  test("is told which field is wrong and what was meant", async () => {
    const result = await caller.call("get_note", { idd: 3 });
    expect(result.isError).toBe(true);
    expect(result.content[0]?.text).toBe(
      'invalid_input: There is no field "idd". Did you mean "id"? Required: "id" (number).',
    );
  });

  test("never sees what broke inside", async () => {
    const result = await caller.call("call_tool", { name: "break_down", arguments: {} });
    expect(JSON.stringify(result)).not.toContain("secret");
    expect(result.content[0]?.text).toMatch(/^internal: /);
    expect(running.errors.map(String)).toContain("Error: secret detail at /etc/passwd");
  });

  test("walks a list to its end by cursor, without gap or repeat", async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const { structuredContent } = await caller.call("list_notes", {
        limit: 100,
        long: true,
        ...(cursor !== undefined && { cursor }),
      });
      const page = structuredContent as { items: { id: number }[]; next_cursor?: string };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });

  test("asks before it deletes, and a no is a no", async () => {
    caller.yes.answer = "decline";
    const refused = await caller.call("delete_note", { id: 5 });
    expect(refused.content[0]?.text).toMatch(/^cancelled: /);
    expect(running.sent).not.toContain("POST /notes/5/delete");
    caller.yes.answer = "accept";
    expect((await caller.call("delete_note", { id: 5 })).structuredContent).toEqual({ id: 5 });
    expect(running.sent.splice(0)).toContain("POST /notes/5/delete");
  });

  test("previews a write and sends nothing", async () => {
    running.sent.length = 0;
    const result = await caller.call("add_note", { text: "milk", dry_run: true });
    expect(result.structuredContent).toEqual({
      preview: { request: [{ method: "POST", path: "/notes", body: { text: "milk" } }], after: { text: "milk" } },
    });
    expect(running.sent).toEqual([]);
  });

  test("replays a write with the same key, and refuses the key for another", async () => {
    running.sent.length = 0;
    const key = `key-${era}-${randomUUID()}`;
    const first = await caller.call("add_note", { text: "milk", idempotency_key: key });
    const second = await caller.call("add_note", { text: "milk", idempotency_key: key });
    expect(second.structuredContent).toEqual(first.structuredContent);
    expect(running.sent).toEqual(["POST /notes"]);
    const other = await caller.call("add_note", { text: "bread", idempotency_key: key });
    expect(other.content[0]?.text).toMatch(/^conflict: /);
  });

  test("reads resources and prompts, and completes arguments", async () => {
    expect(await caller.client.readResource({ uri: "toy://notes/4" })).toMatchObject({
      contents: [{ uri: "toy://notes/4", text: '{"id":4,"text":"note 4"}' }],
    });
    await expect(caller.client.readResource({ uri: "toy://nothing" })).rejects.toMatchObject({ code: -32602 });
    expect(await caller.client.getPrompt({ name: "summarise_note", arguments: { id: "4" } })).toMatchObject({
      messages: [{ role: "user" }, { content: { type: "resource" } }],
    });
    const completion = await caller.client.complete({
      ref: { type: "ref/prompt", name: "summarise_note" },
      argument: { name: "id", value: "1" },
    } as never);
    expect(completion).toMatchObject({ completion: { values: ["1", "12"] } });
  });
});
