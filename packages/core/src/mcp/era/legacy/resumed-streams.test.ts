import { PassThrough } from "node:stream";
import type { ServerResponse } from "node:http";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { describe, expect, test } from "vitest";
import { memoryChannel, type Channel } from "../../../store/index.ts";
import { createEventMemory } from "./event-memory.ts";
import { createResumedStreams } from "./resumed-streams.ts";

const QUICK = { claimMs: 60, silentMs: 90, beatMs: 20 };

/** A replica's way to the others, which can be cut: as when it dies, or Redis is away from it. */
function cuttable(channel: Channel) {
  let cut = false;
  const gaps = new Set<() => void>();
  const way: Channel = {
    ...channel,
    send: (topic, message) => cut || channel.send(topic, message),
    listen: (topic, listener) => channel.listen(topic, (message) => cut || listener(message)),
    onGap(listener) {
      gaps.add(listener);
      return () => void gaps.delete(listener);
    },
    reaches: async () => !cut,
  };
  return {
    way,
    cut: () => (cut = true),
    mend() {
      cut = false;
      for (const listener of gaps) listener();
    },
  };
}

/** A client's stream, and what it has been told. */
function reader() {
  const res = new PassThrough() as PassThrough & { writeHead(): void; flushHeaders(): void };
  Object.assign(res, { writeHead() {}, flushHeaders() {} });
  let text = "";
  res.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const told = () => [...text.matchAll(/^data: (.+)$/gm)].map(([, json = ""]) => JSON.parse(json) as JSONRPCMessage);
  return { res: res as unknown as ServerResponse, told, left: new AbortController() };
}

const note = (text: string): JSONRPCMessage => ({ jsonrpc: "2.0", method: "notifications/progress", params: { text } });
const answer: JSONRPCMessage = { jsonrpc: "2.0", id: 9, result: {} };

/** One replica that works on request 9 of a session, and one that its client has reached. */
async function twoReplicas() {
  const channel = memoryChannel();
  const [working, reached] = [cuttable(channel), cuttable(channel)];
  const events = createEventMemory("AAAAAAAA", () => 9);
  let followers = 0;
  const session = {
    remembers: (id: string) => events.knows(id),
    follow(...args: Parameters<typeof events.follow>) {
      followers += 1;
      const end = events.follow(...args);
      return () => {
        followers -= 1;
        end();
      };
    },
  };
  createResumedStreams(working.way, QUICK).offer("nonce", session);
  const first = await events.storeEvent("stream", note("before"));
  const client = reader();
  const resumed = createResumedStreams(reached.way, QUICK).resume("nonce", first, client.res, client.left.signal);
  const say = (message: JSONRPCMessage) => events.storeEvent("stream", message);
  return { working, reached, client, resumed, say, followers: () => followers };
}

const lost = { id: 9, error: { code: -32_000, message: expect.stringContaining("Send it again") as string } };

describe("a stream that was taken up elsewhere", () => {
  test("ends with its answer, however long that takes", async () => {
    const { client, resumed, say, followers } = await twoReplicas();
    await say(note("one"));
    await expect.poll(client.told).toEqual([note("one")]);
    // Silent for longer than whoever is gone may be.
    const since = performance.now();
    await expect.poll(() => performance.now() - since).toBeGreaterThan(3 * QUICK.silentMs);
    await say(answer);
    await resumed;
    expect(client.told()).toEqual([note("one"), answer]);
    await expect.poll(followers).toBe(0);
  });

  test("ends with an error when the replica that works on it dies", async () => {
    const { working, client, resumed, say } = await twoReplicas();
    await say(note("one"));
    await expect.poll(client.told).toHaveLength(1);
    working.cut();
    await resumed;
    expect(client.told()).toEqual([note("one"), expect.objectContaining(lost)]);
  });

  test("goes on after a gap with what was lost in it, and nothing twice", async () => {
    const { reached, client, resumed, say } = await twoReplicas();
    await say(note("one"));
    await expect.poll(client.told).toHaveLength(1);
    reached.cut();
    await say(note("two"));
    await new Promise((resolve) => setImmediate(resolve));
    reached.mend();
    await expect.poll(client.told).toHaveLength(2);
    await say(answer);
    await resumed;
    expect(client.told()).toEqual([note("one"), note("two"), answer]);
  });

  test("is no longer sent to a client that has left", async () => {
    const { client, resumed, followers } = await twoReplicas();
    await expect.poll(followers).toBe(1);
    client.left.abort();
    await resumed;
    await expect.poll(followers).toBe(0);
  });
});
