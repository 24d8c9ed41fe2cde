import type { ScriptedProvider } from "@fairlead/testkit/sign-in";
import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

export type Era = "2026-07-28" | "2025-11-25" | "sdk-1";

/** An official client with sign-in, as a program holds it. */
export interface OfficialClient {
  /** @throws when it has to sign in first; `provider.takeUrl()` then says where. */
  connect(): Promise<void>;
  /** What the program does when the browser comes back to it. */
  cameBack(landing: URL): Promise<void>;
  listTools(): Promise<string[]>;
  call(name: string, args?: Record<string, unknown>): Promise<{ isError: boolean; structured: unknown }>;
  close(): Promise<void>;
}

export function officialClient(mcpUrl: string, era: Era, provider: ScriptedProvider): OfficialClient {
  return era === "sdk-1" ? oldClient(mcpUrl, provider) : newClient(mcpUrl, era, provider);
}

function newClient(mcpUrl: string, era: "2026-07-28" | "2025-11-25", authProvider: ScriptedProvider): OfficialClient {
  const make = () => ({
    client: new NewClient(
      { name: "official", version: "2" },
      { versionNegotiation: { mode: era === "2026-07-28" ? { pin: era } : "legacy" } },
    ),
    transport: new NewTransport(new URL(mcpUrl), { authProvider: authProvider as never }),
  });
  let current = make();
  return {
    async connect() {
      current = make();
      await current.client.connect(current.transport);
    },
    cameBack: (landing) => current.transport.finishAuth(landing.searchParams),
    listTools: async () => (await current.client.listTools()).tools.map(({ name }) => name),
    async call(name, args = {}) {
      const { isError, structuredContent } = await current.client.callTool({ name, arguments: args });
      return { isError: isError === true, structured: structuredContent };
    },
    close: () => current.client.close(),
  };
}

function oldClient(mcpUrl: string, authProvider: ScriptedProvider): OfficialClient {
  const make = () => ({
    client: new OldClient({ name: "official", version: "1" }),
    transport: new OldTransport(new URL(mcpUrl), { authProvider: authProvider as never }),
  });
  let current = make();
  return {
    async connect() {
      current = make();
      await current.client.connect(current.transport as never);
    },
    cameBack: (landing) => current.transport.finishAuth(landing.searchParams.get("code") ?? ""),
    listTools: async () => (await current.client.listTools()).tools.map(({ name }) => name),
    async call(name, args = {}) {
      const { isError, structuredContent } = await current.client.callTool({ name, arguments: args });
      return { isError: isError === true, structured: structuredContent };
    },
    close: () => current.client.close(),
  };
}
