import { CLIENT_CAPABILITIES_META_KEY, PROTOCOL_VERSION_META_KEY } from "@modelcontextprotocol/server";
import { expect } from "vitest";
import { legacyRpc } from "./rpc.ts";
import type { RunningEndpoint } from "./start-endpoint.ts";

/** Who listens, and which updates the stream has brought so far. */
export interface Listener {
  heard(): string[];
  leave(): void;
}

/** Listens as a client of 2026-07-28 does, to the end of the stream. */
export async function listener(
  { url, runtime }: RunningEndpoint,
  person: string,
  uris: readonly string[],
): Promise<Listener> {
  const before = runtime.bus.listeners;
  const { response, leave } = await beginListening(url, person, { resourceSubscriptions: uris });
  const heard = updatesOf(response);
  await expect.poll(() => runtime.bus.listeners).toBe(before + 1);
  return { heard, leave };
}

/** A bare `subscriptions/listen` of 2026-07-28 for those notifications, and what leaves its stream. */
export async function beginListening(
  url: string,
  person: string,
  notifications: Record<string, unknown>,
): Promise<{ response: Response; leave(): void }> {
  const gone = new AbortController();
  const params = {
    notifications,
    _meta: { [PROTOCOL_VERSION_META_KEY]: "2026-07-28", [CLIENT_CAPABILITIES_META_KEY]: {} },
  };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "subscriptions/listen",
      "x-person": person,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params }),
    signal: gone.signal,
  });
  return { response, leave: () => gone.abort() };
}

/** The same as a client of 2025-11-25: subscriptions, and a stream of the session once there are all of them. */
export async function oldListener(
  { url }: RunningEndpoint,
  person: string,
  uris: readonly string[],
): Promise<Listener> {
  const headers = { "x-person": person, "mcp-protocol-version": "2025-11-25" };
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bare", version: "1" } };
  const begun = await legacyRpc(url, { id: 0, method: "initialize", params }, { headers });
  const sessionId = begun.headers.get("mcp-session-id") ?? "";
  for (const [id, uri] of uris.entries()) {
    const answer = await legacyRpc(
      url,
      { id: id + 1, method: "resources/subscribe", params: { uri } },
      { sessionId, headers },
    );
    expect(answer.text).toContain('"result":{}');
  }
  const gone = new AbortController();
  const stream = await fetch(url, {
    headers: { ...headers, accept: "text/event-stream", "mcp-session-id": sessionId },
    signal: gone.signal,
  });
  return { heard: updatesOf(stream), leave: () => gone.abort() };
}

function updatesOf(response: Response): () => string[] {
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) text += read.value;
  })().catch(() => {});
  return () => [...text.matchAll(/resources\/updated","params":\{[^}]*"uri":"([^"]+)"/g)].map(([, uri = ""]) => uri);
}
