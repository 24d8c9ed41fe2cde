import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { defineTool } from "../../connector/index.ts";
import { legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";

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

const separated = "one\u2028two\u2029three";

const say = defineTool({
  name: "say",
  title: "Say",
  description: "Say something.",
  access: "read",
  scopes: [],
  input: z.object({}),
  output: z.object({ said: z.string() }),
  async run(_input, { progress }) {
    progress({ done: 1, total: 1 });
    return { said: separated };
  },
});

test.each(["2026-07-28", "2025-11-25"])("no separator of Unicode cuts an event of %s in two", async (era) => {
  const running = await startEndpoint({ connector: toyWith([say]) });
  started.push(running);
  const { url } = running;
  const params = { name: "say", arguments: {} };
  const { text, headers } =
    era === "2026-07-28"
      ? await modernRpc(url, "tools/call", params, { meta: { progressToken: 1 } })
      : await legacyRpc(
          url,
          { id: 1, method: "tools/call", params: { ...params, _meta: { progressToken: 1 } } },
          { sessionId: await startLegacySession(url) },
        );
  expect(headers.get("content-type")).toBe("text/event-stream");
  expect(text).not.toMatch(/[\u2028\u2029]/);
  const last = JSON.parse([...text.matchAll(/^data: (\{.+)$/gm)].at(-1)?.[1] ?? "{}") as Record<string, unknown>;
  expect(last["result"]).toMatchObject({ structuredContent: { said: separated } });
});

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
