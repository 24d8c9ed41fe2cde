import { expect } from "vitest";
import type { RunningEndpoint } from "./start-endpoint.ts";

/** Who listens, and what the stream has brought so far. */
export async function listener({ url, runtime }: RunningEndpoint, person: string, uris: readonly string[]) {
  const before = runtime.bus.listeners;
  const gone = new AbortController();
  const params = {
    notifications: { resourceSubscriptions: uris },
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    },
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
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) text += read.value;
  })().catch(() => {});
  await expect.poll(() => runtime.bus.listeners).toBe(before + 1);
  return {
    heard: () => [...text.matchAll(/resources\/updated","params":\{[^}]*"uri":"([^"]+)"/g)].map(([, uri]) => uri),
    leave: () => gone.abort(),
  };
}
