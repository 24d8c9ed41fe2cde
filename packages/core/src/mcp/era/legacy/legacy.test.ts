import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { legacyRpc, startLegacySession } from "../../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../../testing/start-endpoint.ts";

const started: RunningEndpoint[] = [];
async function start(options: Parameters<typeof startEndpoint>[0] = {}): Promise<RunningEndpoint> {
  const running = await startEndpoint(options);
  started.push(running);
  return running;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

const callNote = { id: 1, method: "tools/call", params: { name: "get_note", arguments: { id: 3 } } };

describe("a session of a 2025 client", () => {
  test("is served by another replica after a restart, from its id alone", async () => {
    const secret = randomBytes(32);
    const first = await start({ secret });
    const sessionId = await startLegacySession(first.url);
    const second = await start({ secret });
    const { status, text } = await legacyRpc(second.url, callNote, { sessionId });
    expect(status).toBe(200);
    expect(text).toContain('"structuredContent":{"id":3,"text":"note 3"}');
  });

  test("costs nothing while nothing of it is open", async () => {
    const running = await start();
    for (let count = 0; count < 200; count += 1) await startLegacySession(running.url);
    expect(running.endpoint.liveSessions()).toBe(0);
    const sessionId = await startLegacySession(running.url);
    await legacyRpc(running.url, callNote, { sessionId });
    expect(running.endpoint.liveSessions()).toBe(0);
  });

  test("stays while it subscribes, and hears of changes on its stream", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    await legacyRpc(
      running.url,
      { id: 1, method: "resources/subscribe", params: { uri: "toy://shelf" } },
      { sessionId },
    );
    expect(running.endpoint.liveSessions()).toBe(1);

    const leave = new AbortController();
    const stream = await fetch(running.url, {
      headers: { accept: "text/event-stream", "mcp-session-id": sessionId },
      signal: leave.signal,
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    running.runtime.bus.send({ event: { kind: "resource_updated", uri: "toy://shelf" }, connectionId: undefined });
    let heard = "";
    while (!heard.includes("resources/updated")) heard += (await reader?.read())?.value ?? "";
    expect(heard).toContain('"uri":"toy://shelf"');
    leave.abort();
    await legacyRpc(
      running.url,
      { id: 2, method: "resources/unsubscribe", params: { uri: "toy://shelf" } },
      { sessionId },
    );
    await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
  });

  test("hears nothing that is meant for another connection", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    await legacyRpc(
      running.url,
      { id: 1, method: "resources/subscribe", params: { uri: "toy://shelf" } },
      { sessionId },
    );
    const leave = new AbortController();
    const stream = await fetch(running.url, {
      headers: { accept: "text/event-stream", "mcp-session-id": sessionId },
      signal: leave.signal,
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    running.runtime.bus.send({
      event: { kind: "resource_updated", uri: "toy://shelf" },
      connectionId: "somebody else",
    });
    running.runtime.bus.send({ event: { kind: "tools_list_changed" }, connectionId: undefined });
    let heard = "";
    while (!heard.includes("tools/list_changed")) heard += (await reader?.read())?.value ?? "";
    expect(heard).not.toContain("resources/updated");
    leave.abort();
  });

  test("is capped per principal: the oldest gives way", async () => {
    const running = await start({ limits: { liveSessionsPerPrincipal: 2 } });
    for (let count = 0; count < 5; count += 1) {
      const sessionId = await startLegacySession(running.url);
      await legacyRpc(
        running.url,
        { id: 1, method: "resources/subscribe", params: { uri: "toy://shelf" } },
        { sessionId },
      );
    }
    expect(running.endpoint.liveSessions()).toBe(2);
  });

  test("ends with DELETE, for good", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    expect((await legacyRpc(running.url, {}, { sessionId, method: "DELETE" })).status).toBe(200);
    const { status, text } = await legacyRpc(running.url, callNote, { sessionId });
    expect(status).toBe(404);
    expect(text).toContain("begin anew");
  });

  test.each(["2099-01-01", "nonsense", ""])("does nothing at the word of a client that speaks %j", async (version) => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    const headers = { "mcp-protocol-version": version, "last-event-id": "AAAAAAAA.1.MQ" };
    const answer = { id: "x", result: {} };
    for (const [method, body] of [
      ["POST", answer],
      ["POST", callNote],
      ["GET", {}],
      ["DELETE", {}],
    ] as const) {
      const { status } = await legacyRpc(running.url, body, { sessionId, method, headers });
      expect([method, status]).toEqual([method, 400]);
    }
    expect((await legacyRpc(running.url, callNote, { sessionId })).status).toBe(200);
  });

  test("belongs to its URL: an id of /mcp opens nothing at /mcp/readonly", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    expect((await legacyRpc(`${running.url}/readonly`, callNote, { sessionId })).status).toBe(404);
    expect((await legacyRpc(running.url, callNote, { sessionId: `${sessionId}x` })).status).toBe(404);
    expect((await legacyRpc(running.url, callNote)).status).toBe(400);
  });

  test("keeps the answer for a client whose connection broke while it waited", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    const session = { "mcp-session-id": sessionId, "mcp-protocol-version": "2025-11-25" };
    const response = await fetch(running.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...session },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 9,
        method: "tools/call",
        params: { name: "get_note", arguments: { id: SLOW_NOTE } },
      }),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const priming = (await reader?.read())?.value ?? "";
    await expect.poll(() => running.held.length).toBe(1);
    await reader?.cancel();
    await expect.poll(() => running.left()).toBe(1);
    running.held[0]?.answer();

    const eventId = /^id: (.+)$/m.exec(priming)?.[1] ?? "";
    const headers = { accept: "text/event-stream", ...session, "last-event-id": eventId };
    const resumed = await (await fetch(running.url, { headers })).text();
    expect(resumed).toContain('"structuredContent":{"id":77,"text":"note 77"}');
  });
});
