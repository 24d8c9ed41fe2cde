import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { memoryStore } from "../../../store/index.ts";
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

const initialize = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bare", version: "1" } };
const callNote = (id: number, rpcId = 1) => ({
  id: rpcId,
  method: "tools/call",
  params: { name: "get_note", arguments: { id } },
});
const subscribe = { id: 1, method: "resources/subscribe", params: { uri: "toy://shelf" } };
const unsubscribe = { id: 2, method: "resources/unsubscribe", params: { uri: "toy://shelf" } };

/** Begins a call that the vendor holds; the client may leave it. */
async function begin(running: RunningEndpoint, sessionId: string, rpcId = 9) {
  const leave = new AbortController();
  const before = running.held.length;
  const body = callNote(SLOW_NOTE, rpcId);
  const answer = legacyRpc(running.url, body, { sessionId, signal: leave.signal }).catch(() => undefined);
  await expect.poll(() => running.held.length).toBe(before + 1);
  return { answer, leave: () => leave.abort(), held: running.held[before] };
}

describe("initialize", () => {
  test.each([
    ["nothing", undefined],
    ["no version", { capabilities: {}, clientInfo: initialize.clientInfo }],
    ["a client without a name", { ...initialize, clientInfo: { version: "1" } }],
    ["capabilities that are none", { ...initialize, capabilities: "all" }],
  ])("with %s says what it needs", async (_what, params) => {
    const running = await start();
    const { status, text } = await legacyRpc(running.url, { id: 4, method: "initialize", params });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ id: 4, error: { code: -32_602 } });
  });

  test("makes a short id, however much a client tells of itself", async () => {
    const running = await start();
    const icons = [{ src: `data:image/png;base64,${"A".repeat(50_000)}` }];
    const params = {
      ...initialize,
      capabilities: {
        elicitation: { form: { junk: "x".repeat(50_000) }, junk: "x".repeat(50_000) },
        experimental: { junk: { text: "x".repeat(50_000) } },
      },
      clientInfo: { name: "n".repeat(5_000), version: "1", icons },
    };
    const { headers } = await legacyRpc(running.url, { id: 0, method: "initialize", params });
    const sessionId = headers.get("mcp-session-id") ?? "";
    expect(sessionId.length).toBeLessThan(1_000);
    expect((await legacyRpc(running.url, callNote(3), { sessionId })).text).toContain("note 3");
  });
});

describe("a session's id", () => {
  test("is nothing in the hands of somebody else", async () => {
    const running = await start({ people: true });
    const sessionId = await startLegacySession(running.url, { "x-person": "ada" });
    for (const [person, status] of [
      ["ada", 200],
      ["ben", 404],
    ] as const) {
      const headers = { "x-person": person };
      expect((await legacyRpc(running.url, callNote(3), { sessionId, headers })).status).toBe(status);
      expect((await legacyRpc(running.url, { id: 1, method: "tools/list" }, { sessionId, headers })).status).toBe(
        status,
      );
    }
    const stolen = { sessionId, headers: { "x-person": "ben" }, method: "DELETE" };
    expect((await legacyRpc(running.url, {}, stolen)).status).toBe(404);
  });

  test("is of no use once its client has ended it: in no spelling, on no replica", async () => {
    const shared = { store: memoryStore(), secret: randomBytes(32) };
    const [first, second] = [await start(shared), await start(shared)];
    const sessionId = await startLegacySession(first.url);
    expect((await legacyRpc(first.url, {}, { sessionId, method: "DELETE" })).status).toBe(200);
    expect((await legacyRpc(first.url, {}, { sessionId, method: "DELETE" })).status).toBe(404);
    for (const id of [sessionId, `${sessionId}=`, `${sessionId}!`]) {
      for (const { url } of [first, second]) {
        expect((await legacyRpc(url, callNote(3), { sessionId: id })).status).toBe(404);
        expect((await legacyRpc(url, { id: 1, method: "tools/list" }, { sessionId: id })).status).toBe(404);
      }
    }
  });

  test("tells how long it lasted when its client ends it, on whichever replica, once", async () => {
    const shared = { store: memoryStore(), secret: randomBytes(32) };
    const [first, second] = [await start(shared), await start(shared)];
    const told: { protocolVersion: string; durationMs: number }[] = [];
    for (const { runtime } of [first, second]) runtime.sessionEnded = (session) => void told.push(session);
    const before = Date.now();
    const sessionId = await startLegacySession(first.url);
    await legacyRpc(second.url, callNote(3), { sessionId });
    expect(told).toEqual([]);
    for (const { url } of [second, first, second]) await legacyRpc(url, {}, { sessionId, method: "DELETE" });
    expect(told).toEqual([{ protocolVersion: "2025-11-25", durationMs: expect.any(Number) as number }]);
    expect(told[0]?.durationMs).toBeGreaterThanOrEqual(0);
    expect(told[0]?.durationMs).toBeLessThanOrEqual(Date.now() - before);
  });

  test("still serves its client when the list of ended ones cannot be read", async () => {
    const get = () => Promise.reject(new Error("store down"));
    const running = await start({ store: { ...memoryStore(), get } });
    const sessionId = await startLegacySession(running.url);
    expect((await legacyRpc(running.url, callNote(3), { sessionId })).text).toContain("note 3");
  });
});

describe("what the transport answers", () => {
  test("to messages without a session, or that nothing waits for", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    const initialized = { method: "notifications/initialized" };
    expect((await legacyRpc(running.url, initialized)).status).toBe(400);
    expect((await legacyRpc(running.url, initialized, { sessionId })).status).toBe(202);
    expect((await legacyRpc(running.url, { id: 5, result: {} }, { sessionId })).status).toBe(202);
    expect((await legacyRpc(running.url, {}, { method: "GET" })).status).toBe(405);
    const headers = { accept: "application/json" };
    expect((await legacyRpc(running.url, {}, { method: "GET", sessionId, headers })).status).toBe(406);
    expect(running.endpoint.liveSessions()).toBe(0);
    expect(running.runtime.bus.listeners).toBe(0);
  });

  test("to a second stream: there is one already", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    const leave = new AbortController();
    const get = { headers: { accept: "text/event-stream", "mcp-session-id": sessionId }, signal: leave.signal };
    expect((await fetch(running.url, get)).status).toBe(200);
    expect((await fetch(running.url, get)).status).toBe(409);
    leave.abort();
    await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
    expect(running.runtime.bus.listeners).toBe(0);
  });
});

describe("what holds a session", () => {
  test("is not a request that was cancelled", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    const { leave, held } = await begin(running, sessionId, 5);
    await legacyRpc(running.url, { method: "notifications/cancelled", params: { requestId: 5 } }, { sessionId });
    await held?.left;
    leave();
    await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
  });

  test("is an answer that was not taken, until it is", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    const headers = { "mcp-session-id": sessionId, "mcp-protocol-version": "2025-11-25" };
    const accept = "application/json, text/event-stream";
    const response = await fetch(running.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept, ...headers },
      body: JSON.stringify({ jsonrpc: "2.0", ...callNote(SLOW_NOTE) }),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const eventId = /^id: (.+)$/m.exec((await reader?.read())?.value ?? "")?.[1] ?? "";
    await expect.poll(() => running.held.length).toBe(1);
    await reader?.cancel();
    await expect.poll(() => running.left()).toBe(1);
    running.held[0]?.answer();
    await expect.poll(() => running.records.length).toBe(1);
    expect(running.endpoint.liveSessions()).toBe(1);

    const resume = { headers: { accept: "text/event-stream", ...headers, "last-event-id": eventId } };
    expect(await (await fetch(running.url, resume)).text()).toContain("note 77");
    await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
  });

  test("is not a stream whose client left before it began", async () => {
    const running = await start();
    for (let count = 0; count < 20; count += 1) {
      const sessionId = await startLegacySession(running.url);
      const leave = new AbortController();
      const get = { headers: { accept: "text/event-stream", "mcp-session-id": sessionId }, signal: leave.signal };
      const stream = fetch(running.url, get).catch(() => undefined);
      setImmediate(() => leave.abort());
      await stream;
    }
    await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
  });

  test("never lets go of it under another request of the same session", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url);
    for (let round = 0; round < 20; round += 1) {
      const calls = [3, 4, 5, 6].map((id, rpcId) => legacyRpc(running.url, callNote(id, rpcId), { sessionId }));
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    }
    expect(running.endpoint.liveSessions()).toBe(0);
  });
});

describe("the cap per person", () => {
  test("takes what works on nothing, never a call under way", async () => {
    const running = await start({ limits: { liveSessionsPerPrincipal: 2 } });
    const busy = await startLegacySession(running.url);
    const call = await begin(running, busy);
    for (let count = 0; count < 3; count += 1) {
      const sessionId = await startLegacySession(running.url);
      await legacyRpc(running.url, subscribe, { sessionId });
    }
    expect(running.endpoint.liveSessions()).toBe(2);
    call.held?.answer();
    expect((await call.answer)?.text).toContain("note 77");
  });

  test("refuses a newcomer while every session works", async () => {
    const running = await start({ limits: { liveSessionsPerPrincipal: 2 } });
    // Known from here on.
    await legacyRpc(running.url, callNote(3), { sessionId: await startLegacySession(running.url) });
    const first = await begin(running, await startLegacySession(running.url));
    // The same read joins the first on its way to the vendor.
    const second = legacyRpc(running.url, callNote(SLOW_NOTE), { sessionId: await startLegacySession(running.url) });
    await expect.poll(() => running.endpoint.liveSessions()).toBe(2);
    const sessionId = await startLegacySession(running.url);
    const refused = await legacyRpc(running.url, subscribe, { sessionId });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    // A plain call needs no room.
    expect((await legacyRpc(running.url, callNote(3), { sessionId })).status).toBe(200);
    first.held?.answer();
    expect((await first.answer)?.text).toContain("note 77");
    expect((await second).text).toContain("note 77");
    expect((await legacyRpc(running.url, callNote(3, 2), { sessionId })).status).toBe(200);
  });

  test("is counted for each person", async () => {
    const running = await start({ people: true, limits: { liveSessionsPerPrincipal: 1 } });
    for (const person of ["ada", "ben", "cay"]) {
      const headers = { "x-person": person };
      const sessionId = await startLegacySession(running.url, headers);
      await legacyRpc(running.url, subscribe, { sessionId, headers });
    }
    expect(running.endpoint.liveSessions()).toBe(3);
  });
});

test("a header narrows its own request, also in a session that is open already", async () => {
  const running = await start();
  const sessionId = await startLegacySession(running.url);
  await legacyRpc(running.url, subscribe, { sessionId });
  expect(running.endpoint.liveSessions()).toBe(1);
  const add = { id: 3, method: "tools/call", params: { name: "add_note", arguments: { text: "a" } } };
  const headers = { "x-mcp-readonly": "true" };
  expect((await legacyRpc(running.url, add, { sessionId, headers })).text).toContain("Unknown tool");
  expect((await legacyRpc(running.url, add, { sessionId })).text).toContain("structuredContent");
  await legacyRpc(running.url, unsubscribe, { sessionId });
  await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
});

test("open streams end with the server, and calls under way with them", async () => {
  const running = await start();
  const sessionId = await startLegacySession(running.url);
  const headers = { accept: "text/event-stream", "mcp-session-id": sessionId };
  const stream = await fetch(running.url, { headers });
  const call = await begin(running, sessionId);
  await running.endpoint.closeStreams();
  expect(await stream.text()).not.toContain("error");
  await call.held?.left;
  await call.answer;
  expect(running.endpoint.liveSessions()).toBe(0);
  expect(running.runtime.bus.listeners).toBe(0);
});
