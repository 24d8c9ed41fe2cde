import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import { startLegacySession } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

const envelope = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Sends one request over a connection of its own, as a client that wants it closed. */
async function askOnce(url: string, headers: Record<string, string>, body: object): Promise<IncomingMessage> {
  const sent = request(url, {
    method: "POST",
    agent: false,
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      connection: "close",
      ...headers,
    },
  });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response;
}

test.each(["2026-07-28", "2025-11-25"])("a stream of %s leaves its connection to the client", async (era) => {
  const running = await startEndpoint();
  started.push(running);
  const { url } = running;
  const modern = { "mcp-protocol-version": era, "mcp-method": "tools/call", "mcp-name": "count_slowly" };
  const headers = era === "2026-07-28" ? modern : { "mcp-session-id": await startLegacySession(url) };
  const _meta = { progressToken: 1, ...(era === "2026-07-28" && envelope) };
  const params = { name: "count_slowly", arguments: { to: 2 }, _meta };
  const response = await askOnce(url, headers, { jsonrpc: "2.0", id: 1, method: "tools/call", params });
  expect(response.headers["content-type"]).toBe("text/event-stream");
  expect(response.headers.connection).toBe("close");
  // Nothing but its end would do so otherwise.
  response.resume();
  await once(response.socket, "close");
});
