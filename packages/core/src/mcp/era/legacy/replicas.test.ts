import { createHash, randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { memoryChannel, memoryStore } from "../../../store/index.ts";
import { legacyRpc } from "../../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../../testing/start-endpoint.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

/** Replicas of one endpoint: the same secret, store and channel. */
async function replicas(count: number): Promise<RunningEndpoint[]> {
  const shared = { secret: randomBytes(32), store: memoryStore(), channel: memoryChannel() };
  const running = await Promise.all(Array.from({ length: count }, () => startEndpoint({ ...shared, people: true })));
  started.push(...running);
  return running;
}

const ada = { "x-person": "ada", "mcp-protocol-version": "2025-11-25" };

async function beginSession(url: string, headers: Record<string, string> = ada): Promise<string> {
  const capabilities = { elicitation: {} };
  const params = { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "bare", version: "1" } };
  return (
    (await legacyRpc(url, { id: 0, method: "initialize", params }, { headers })).headers.get("mcp-session-id") ?? ""
  );
}

interface Message {
  id?: string | number;
  method?: string;
  result?: { structuredContent?: unknown; content?: unknown };
  error?: { code: number; message: string };
}

/** A stream of server-sent events, read one message at a time. */
interface Stream {
  status: number;
  /** The next message; undefined when the stream is over. */
  next(): Promise<Message | undefined>;
  lastEventId(): string;
  leave(): Promise<void>;
}

async function open(url: string, sessionId: string, body: unknown, more: Record<string, string> = {}): Promise<Stream> {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      accept: body === undefined ? "text/event-stream" : "application/json, text/event-stream",
      "content-type": "application/json",
      "mcp-session-id": sessionId,
      ...ada,
      ...more,
    },
    ...(body !== undefined && { body: JSON.stringify({ jsonrpc: "2.0", ...(body as object) }) }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let lastEventId = "";
  const next = async (): Promise<Message | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const read = await reader?.read();
        if (read?.done !== false) return undefined;
        text += read.value;
        continue;
      }
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      lastEventId = /^id: (.+)$/m.exec(event)?.[1] ?? lastEventId;
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) return JSON.parse(data) as Message;
    }
  };
  return { status: response.status, next, lastEventId: () => lastEventId, leave: async () => reader?.cancel() };
}

const deletion = (id: number, rpcId: number) => ({
  id: rpcId,
  method: "tools/call",
  params: { name: "delete_note", arguments: { id } },
});
const slowNote = { id: 9, method: "tools/call", params: { name: "get_note", arguments: { id: SLOW_NOTE } } };
const yes = (id: unknown) => ({ id, result: { action: "accept", content: { confirm: true } } });

describe("an answer", () => {
  test("reaches the call that waits for it on another replica", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(second.url);
    const call = await open(first.url, sessionId, deletion(3, 1));
    const question = await call.next();
    expect(question?.method).toBe("elicitation/create");
    expect((await legacyRpc(second.url, yes(question?.id), { sessionId, headers: ada })).status).toBe(202);
    expect((await call.next())?.result).toMatchObject({ structuredContent: expect.anything() as unknown });
    expect(first.sent).toContain("POST /notes/3/delete");
  });

  test("belongs to one of two questions that two replicas ask in one session", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    const calls = await Promise.all([
      open(first.url, sessionId, deletion(3, 1)),
      open(second.url, sessionId, deletion(4, 2)),
    ]);
    const [asked, other] = await Promise.all(calls.map((call) => call.next()));
    expect(asked?.id).not.toEqual(other?.id);
    const no = { id: other?.id, result: { action: "decline" } };
    await legacyRpc(first.url, no, { sessionId, headers: ada });
    await legacyRpc(second.url, yes(asked?.id), { sessionId, headers: ada });
    const [done, declined] = await Promise.all(calls.map((call) => call.next()));
    expect(JSON.stringify(done)).not.toContain("declined");
    expect(JSON.stringify(declined)).toContain("declined");
  });

  test("of somebody else is nothing to it", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    const ben = { ...ada, "x-person": "ben" };
    const hisSession = await beginSession(second.url, ben);
    const call = await open(first.url, sessionId, deletion(3, 1));
    const question = await call.next();
    expect((await legacyRpc(second.url, yes(question?.id), { sessionId, headers: ben })).status).toBe(404);
    expect((await legacyRpc(second.url, yes(question?.id), { sessionId: hisSession, headers: ben })).status).toBe(202);
    expect((await legacyRpc(first.url, yes(question?.id), { sessionId: hisSession, headers: ben })).status).toBe(202);
    await legacyRpc(second.url, { id: question?.id, result: { action: "decline" } }, { sessionId, headers: ada });
    expect(JSON.stringify(await call.next())).toContain("declined");
    expect(first.sent.filter((line) => line.includes("delete"))).toEqual([]);
  });
});

test("a cancellation reaches the call on another replica, down to the vendor", async () => {
  const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
  const sessionId = await beginSession(first.url);
  const call = await open(first.url, sessionId, slowNote);
  await expect.poll(() => first.held.length).toBe(1);
  const cancel = { method: "notifications/cancelled", params: { requestId: 9 } };
  expect((await legacyRpc(second.url, cancel, { sessionId, headers: ada })).status).toBe(202);
  await first.held[0]?.left;
  await call.leave();
});

describe("a stream that broke", () => {
  test("goes on at another replica: with what was missed, and what comes", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    const call = await open(first.url, sessionId, slowNote);
    await expect.poll(() => first.held.length).toBe(1);
    const nothingYet = call.next();
    await expect.poll(() => call.lastEventId()).not.toBe("");
    await call.leave();
    expect(await nothingYet).toBeUndefined();
    const resumed = await open(second.url, sessionId, undefined, { "last-event-id": call.lastEventId() });
    expect(resumed.status).toBe(200);
    first.held[0]?.answer();
    expect(await resumed.next()).toMatchObject({ id: 9, result: { structuredContent: { id: SLOW_NOTE } } });
    expect(await resumed.next()).toBeUndefined();
  });

  test("whose replica has died ends with an error that says to send the request again", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    const call = await open(first.url, sessionId, slowNote);
    await expect.poll(() => first.held.length).toBe(1);
    void call.next();
    await expect.poll(() => call.lastEventId()).not.toBe("");
    await first.close();
    started.splice(started.indexOf(first), 1);
    const resumed = await open(second.url, sessionId, undefined, { "last-event-id": call.lastEventId() });
    const told = await resumed.next();
    expect(told).toMatchObject({ id: 9, error: { code: -32_000 } });
    expect(told?.error?.message).toContain("Send it again");
    expect(await resumed.next()).toBeUndefined();
  });

  test("that no request began just begins anew; so does one with an id that nobody gave", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    for (const id of ["_GET_stream.1", "AAAAAAAA.1.", `AAAAAAAA.1.${"!".repeat(9)}`, "x".repeat(5_000)]) {
      const stream = await open(second.url, sessionId, undefined, { "last-event-id": id });
      expect(stream.status).toBe(200);
      await stream.leave();
      await expect.poll(() => second.endpoint.liveSessions()).toBe(0);
    }
  });
});

describe("a subscription", () => {
  const uri = "toy://shelf";
  const about = (method: string, id: number) => ({ id, method, params: { uri } });
  const changed = { uris: [uri], below: [], proposals: [], access: false };

  test("is heard on the replica that has the stream, wherever it was made, and ended", async () => {
    const [first, second] = (await replicas(2)) as [RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    const stream = await open(second.url, sessionId, undefined);
    await legacyRpc(first.url, about("resources/subscribe", 1), { sessionId, headers: ada });
    await expect.poll(() => second.runtime.subscriptions.size).toBe(1);
    first.runtime.subscriptions.announce(changed);
    expect(await stream.next()).toMatchObject({ method: "notifications/resources/updated", params: { uri } });

    await legacyRpc(first.url, about("resources/unsubscribe", 2), { sessionId, headers: ada });
    await expect.poll(() => second.runtime.subscriptions.size).toBe(0);
    await stream.leave();
  });

  test("outlives a restart: whoever opens the stream again hears what was subscribed before", async () => {
    const [first, second, third] = (await replicas(3)) as [RunningEndpoint, RunningEndpoint, RunningEndpoint];
    const sessionId = await beginSession(first.url);
    await legacyRpc(first.url, about("resources/subscribe", 1), { sessionId, headers: ada });
    await first.endpoint.closeStreams();
    expect(first.runtime.subscriptions.size).toBe(0);
    const stream = await open(second.url, sessionId, undefined);
    third.runtime.subscriptions.announce(changed);
    expect(await stream.next()).toMatchObject({ method: "notifications/resources/updated" });
    await stream.leave();

    await legacyRpc(third.url, {}, { sessionId, headers: ada, method: "DELETE" });
    expect(
      await first.runtime.store.list(`subscriptions/${createHash("sha256").update(sessionId).digest("base64url")}`),
    ).toEqual([]);
  });
});
