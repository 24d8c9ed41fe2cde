import type { Load } from "./run-load.ts";

const JSON_HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** A 2026-07-28 request with the headers that the transport requires. */
export function modernLoad(name: string, method: string, params: Record<string, unknown> = {}): Load {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1.0.0" },
  };
  const target = params["name"];
  return {
    name,
    headers: {
      ...JSON_HEADERS,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(typeof target === "string" && { "mcp-name": target }),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta } }),
  };
}

/** A request of a 2025 client inside its session. */
export function legacyLoad(
  name: string,
  sessionId: string,
  method: string,
  params: Record<string, unknown> = {},
): Load {
  return {
    name,
    headers: { ...JSON_HEADERS, "mcp-protocol-version": "2025-11-25", "mcp-session-id": sessionId },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  };
}

/** Opens a session as a 2025 client does and returns its id. */
export async function openLegacySession(url: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1.0.0" } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params });
  const response = await fetch(url, { method: "POST", headers: { ...JSON_HEADERS, ...more }, body });
  await response.text();
  return response.headers.get("mcp-session-id") ?? "";
}
