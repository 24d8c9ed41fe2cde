import type { Connector } from "@fairlead/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectClient } from "../clients/connect-client.ts";
import { ERAS, type ListedTool, type TestClient } from "../clients/test-client.ts";
import { startConnector, type RunningConnector } from "../running-connector.ts";
import { listTokens } from "./measure-lists.ts";
import { toolsOf } from "./rules/problem.ts";
import { staticRules } from "./static-rules.ts";

const MAX_DEFAULT_TOOLS = 24;
const MAX_DEFAULT_TOKENS = 8_000;

/**
 * The rules that every connector keeps (DESIGN §2), as a vitest suite. Call it at the top of `test/connector.test.ts`.
 *
 * @param options.start Starts what the connector talks to and returns the settings that lead there.
 */
export function contractSuite(
  connector: Connector,
  options: { start(): Promise<{ env: Record<string, string>; close(): Promise<void> }> },
): void {
  describe(`the contract of ${connector.title}`, () => {
    test.each(Object.entries(staticRules))("%s", (_name, rule) => {
      expect(rule(connector)).toEqual([]);
    });

    let world: { env: Record<string, string>; close(): Promise<void> } | undefined;
    let running: RunningConnector;
    beforeAll(async () => {
      world = await options.start();
      running = await startConnector(connector, world.env);
    });
    // A connector that does not start has said why: what was never there is not closed.
    afterAll(async () => {
      await (running as RunningConnector | undefined)?.close();
      await world?.close();
    });

    test(`the default list has at most ${MAX_DEFAULT_TOOLS} tools and ${MAX_DEFAULT_TOKENS} tokens`, async () => {
      const tools = await withClient(running.mcpUrl, "2026-07-28", (client) => client.listTools());
      const tokens = listTokens(tools);
      process.stdout.write(`${connector.name}: default list ${tools.length} tools, ${tokens} tokens\n`);
      expect(tools.length).toBeLessThanOrEqual(MAX_DEFAULT_TOOLS);
      expect(tokens).toBeLessThanOrEqual(MAX_DEFAULT_TOKENS);
    });

    test.each(Object.keys(connector.toolsets))("toolset %s is listed whole at its own URL", async (toolset) => {
      const tools = await withClient(`${running.mcpUrl}/x/${toolset}`, "2026-07-28", (client) => client.listTools());
      process.stdout.write(
        `${connector.name}: toolset ${toolset} ${tools.length} tools, ${listTokens(tools)} tokens\n`,
      );
      const declared = connector.toolsets[toolset]?.tools.map(({ name }) => name) ?? [];
      expect(tools.map(({ name }) => name)).toEqual(declared.toSorted());
    });

    test("every era sees the same list, in order, with all four annotations", async () => {
      const lists = await Promise.all(
        ERAS.map((era) => withClient(running.mcpUrl, era, (client) => client.listTools())),
      );
      const [first = []] = lists;
      for (const list of lists) expect(list).toEqual(first);
      expect(first.map(({ name }) => name)).toEqual(first.map(({ name }) => name).toSorted());
      for (const { name, annotations = {} } of first) {
        for (const hint of ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"]) {
          expect(annotations[hint], `${name}.${hint}`).toBeTypeOf("boolean");
        }
      }
    });

    test("read-only URLs and headers show reading tools alone, and nothing else can be called there", async () => {
      const writes = toolsOf(connector).filter(({ tool }) => tool.access !== "read");
      for (const [url, headers] of [
        [`${running.mcpUrl}/readonly`, {}],
        [running.mcpUrl, { "x-mcp-readonly": "true" }],
      ] as const) {
        await withClient(
          url,
          "2026-07-28",
          async (client) => {
            const tools = await client.listTools();
            expect(tools.filter(({ annotations }) => annotations?.["readOnlyHint"] !== true)).toEqual([]);
            for (const { tool } of writes) await expectUnreachable(client, tools, tool.name);
          },
          headers,
        );
      }
    });

    test("the lazy URL lists the finder and who-am-I, and the finder finds every tool by its name", async () => {
      await withClient(`${running.mcpUrl}/lazy`, "2026-07-28", async (client) => {
        const names = (await client.listTools()).map(({ name }) => name);
        expect(names.filter((name) => name !== "get_me")).toEqual(["call_tool", "find_tools"]);
        for (const { tool } of toolsOf(connector)) {
          const { structured } = await client.call("find_tools", { query: tool.name, limit: 20 });
          expect((structured["items"] as { name: string }[]).map(({ name }) => name)).toContain(tool.name);
        }
      });
    });

    test("every tool refuses an unknown field by name", async () => {
      await withClient(`${running.mcpUrl}/lazy`, "2026-07-28", async (client) => {
        for (const { tool } of toolsOf(connector)) {
          const { code, text } = await client.call("call_tool", { name: tool.name, arguments: { no_such_field: 1 } });
          expect({ tool: tool.name, code }).toEqual({ tool: tool.name, code: "invalid_input" });
          expect(text).toContain('"no_such_field"');
        }
      });
    });

    test("every write takes dry_run; those that can double take idempotency_key", async () => {
      for (const toolset of Object.keys(connector.toolsets)) {
        const tools = await withClient(`${running.mcpUrl}/x/${toolset}`, "2026-07-28", (client) => client.listTools());
        for (const listed of tools) {
          const fields = Object.keys(listed.inputSchema["properties"] ?? {});
          const { readOnlyHint, destructiveHint, idempotentHint } = listed.annotations ?? {};
          expect(fields.includes("dry_run"), listed.name).toBe(readOnlyHint !== true);
          const canDouble = readOnlyHint !== true && destructiveHint !== true && idempotentHint !== true;
          expect(fields.includes("idempotency_key"), listed.name).toBe(canDouble);
        }
      }
    });

    test("says who it is and how to work with it", async () => {
      await withClient(running.mcpUrl, "2025-11-25", async (client) => {
        expect(client.instructions()).toBe(connector.instructions);
      });
    });
  });
}

async function withClient<T>(
  url: string,
  era: TestClient["era"],
  work: (client: TestClient) => Promise<T>,
  headers: Record<string, string> = {},
): Promise<T> {
  const client = await connectClient(url, era, { headers });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

async function expectUnreachable(client: TestClient, listed: readonly ListedTool[], name: string): Promise<void> {
  await expect(client.call(name, {}), name).rejects.toMatchObject({ code: -32602 });
  if (!listed.some((tool) => tool.name === "call_tool")) return;
  expect(await client.call("call_tool", { name, arguments: {} })).toMatchObject({ code: "not_found" });
}
