import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { defineTool } from "../../../connector/index.ts";
import { legacyRpc, startLegacySession } from "../../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../../testing/start-endpoint.ts";
import { toy, toyWith } from "../../testing/toy-connector.ts";

/** Sends a call into its session; the answer must be the same. */
const THE_LONG_WAY = { _meta: { progressToken: "p" } };

let running: RunningEndpoint;
let sessionId = "";
// What one has read, the next would not ask for.
beforeEach(async () => {
  running = await startEndpoint();
  sessionId = await startLegacySession(running.url);
});
afterEach(async () => {
  vi.useRealTimers();
  await running.close();
});

const send = (params: Record<string, unknown>, id: number | string = 1, signal?: AbortSignal) =>
  legacyRpc(running.url, { id, method: "tools/call", params }, { sessionId, ...(signal && { signal }) });
const slow = { name: "get_note", arguments: { id: SLOW_NOTE } };
const cancel = (requestId: number | string) =>
  legacyRpc(running.url, { method: "notifications/cancelled", params: { requestId } }, { sessionId });

/** What a stream or a body answers the request. */
function answerIn(text: string): unknown {
  const json = text.startsWith("{") ? text : [...text.matchAll(/^data: (.+)$/gm)].at(-1)?.[1];
  // Cursors are sealed with a fresh nonce each time; each request has an id of its own.
  const same = (json ?? "null")
    .replaceAll(/(next_cursor\\?":\\?"|cursor: \\")[\w-]+/g, "$1…")
    .replaceAll(/(request_id(?:":"|: ))[\w-]+/g, "$1…");
  return JSON.parse(same);
}

describe("a plain call of a 2025 client", () => {
  test("that ends at once is answered without its session", async () => {
    const note = { name: "get_note", arguments: { id: 3 } };
    await send(note);
    running.records.length = 0;
    // Read before.
    const { headers, text } = await send(note, "a");
    expect(headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(text)).toMatchObject({ id: "a", result: { structuredContent: { id: 3, text: "note 3" } } });
    expect(running.records).toMatchObject([
      {
        method: "tools/call",
        target: "get_note",
        outcome: "ok",
        protocolVersion: "2025-11-25",
        client: { name: "bare" },
      },
    ]);
  });

  test("that takes longer goes on in its session: one call, one record, a stream that can be resumed", async () => {
    const call = send(slow, 7);
    await expect.poll(() => running.endpoint.liveSessions()).toBe(1);
    expect(running.held).toHaveLength(1);
    running.held[0]?.answer();
    const { headers, text } = await call;
    expect(headers.get("content-type")).toBe("text/event-stream");
    expect(text).toMatch(/^id: [\w-]{8}\./m);
    expect(answerIn(text)).toMatchObject({ id: 7, result: { structuredContent: { id: SLOW_NOTE } } });
    expect(running.held).toHaveLength(1);
    expect(running.records.map(({ outcome }) => outcome)).toEqual(["ok"]);
    await expect.poll(() => running.endpoint.liveSessions()).toBe(0);
  });

  test("is answered like one in its session, right or wrong", async () => {
    const value = fc.oneof(fc.integer({ min: -2, max: 400 }), fc.string({ maxLength: 12 }), fc.constant(null));
    const anyCall = fc.record({
      name: fc.constantFrom(
        "get_note",
        "list_notes",
        "find_tools",
        "count_slowly",
        "call_tool",
        "nothing",
        "__proto__",
      ),
      arguments: fc.dictionary(
        fc.constantFrom("id", "limit", "cursor", "long", "query", "name", "arguments", "to"),
        value,
        { maxKeys: 3 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(anyCall, async (params) => {
        const [short, long] = [await send(params), await send({ ...params, ...THE_LONG_WAY })];
        expect([short.status, answerIn(short.text)]).toEqual([long.status, answerIn(long.text)]);
      }),
      { numRuns: 100 },
    );
  });

  test("is cancelled by notification, however early or late it comes", async () => {
    for (const [id, early] of [
      ["early", true],
      ["late", false],
    ] as const) {
      running.held.length = 0;
      const leave = new AbortController();
      const call = send(slow, id, leave.signal).catch(() => undefined);
      await expect.poll(() => running.held.length, { interval: 1 }).toBe(1);
      if (!early) await expect.poll(() => running.endpoint.liveSessions()).toBe(1);
      await cancel(id);
      await running.held[0]?.left;
      await expect.poll(() => running.records.at(-1)).toMatchObject({ target: "get_note", outcome: "cancelled" });
      leave.abort();
      expect((await call)?.text ?? "").not.toContain("note");
    }
    expect(running.records).toHaveLength(2);
  });

  test("whose tool goes on when it is cancelled needs no session any more", async () => {
    const [looking, found] = [Promise.withResolvers<void>(), Promise.withResolvers<Record<string, never>>()];
    const lookLong = defineTool({
      name: "look_long",
      title: "Look long",
      description: "Look, whatever happens meanwhile.",
      access: "read",
      scopes: [],
      input: z.object({}),
      output: z.object({}),
      run: () => {
        looking.resolve();
        return found.promise;
      },
    });
    await running.close();
    running = await startEndpoint({ connector: toyWith([lookLong]) });
    sessionId = await startLegacySession(running.url);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const call = send({ name: "look_long" }, "deaf");
    await looking.promise;
    await cancel("deaf");
    await vi.advanceTimersByTimeAsync(10);
    expect((await call).text).toBe("");
    expect(running.endpoint.liveSessions()).toBe(0);
    found.resolve({});
    await expect.poll(() => running.records.at(-1)?.outcome).toBe("ok");
  });

  test("whose session ends as it begins ends with it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const call = send(slow, 6);
    await expect.poll(() => running.held.length, { interval: 1 }).toBe(1);
    expect((await legacyRpc(running.url, {}, { sessionId, method: "DELETE" })).status).toBe(200);
    await vi.advanceTimersByTimeAsync(10);
    expect((await call).status).toBe(404);
    await running.held[0]?.left;
    expect(running.endpoint.liveSessions()).toBe(0);
    await expect.poll(() => running.records.at(-1)?.outcome).toBe("cancelled");
  });

  describe("for whose session there is no room", () => {
    beforeEach(async () => {
      const [busy, done] = [Promise.withResolvers<void>(), Promise.withResolvers<Record<string, never>>()];
      const lookLong = defineTool({
        name: "look_long",
        title: "Look long",
        description: "Look for as long as the test does.",
        access: "read",
        scopes: [],
        input: z.object({}),
        output: z.object({}),
        run: () => {
          busy.resolve();
          return done.promise;
        },
      });
      const connector = toyWith([...(toy.toolsets["notes"]?.tools ?? []), lookLong]);
      await running.close();
      running = await startEndpoint({ connector, limits: { liveSessionsPerPrincipal: 1 } });
      sessionId = await startLegacySession(running.url);
      const filling = send({ name: "look_long", ...THE_LONG_WAY });
      await busy.promise;
      sessionId = await startLegacySession(running.url);
      return async () => {
        done.resolve({});
        await filling;
      };
    });
    /** A call that takes longer than one that needs no session. */
    const begin = async (signal?: AbortSignal) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const call = send(slow, 2, signal).catch(() => undefined);
      await expect.poll(() => running.held.length, { interval: 1 }).toBe(1);
      await vi.advanceTimersByTimeAsync(10);
      vi.useRealTimers();
      return { call, held: running.held[0] };
    };

    test("is answered without it", async () => {
      const { call, held } = await begin();
      held?.answer();
      const answer = await call;
      const result = { id: 2, result: { structuredContent: { id: SLOW_NOTE } } };
      expect([answer?.status, answerIn(answer?.text ?? "")]).toMatchObject([200, result]);
      expect(running.held).toHaveLength(1);
    });

    test("is cancelled by notification", async () => {
      const { call, held } = await begin();
      await cancel(2);
      await held?.left;
      expect((await call)?.text).toBe("");
    });

    test("ends when its client leaves: nobody could come back for it", async () => {
      const leave = new AbortController();
      const { call, held } = await begin(leave.signal);
      leave.abort();
      await held?.left;
      await call;
    });
  });

  test("whose client leaves goes on: it may come back for the answer", async () => {
    const leave = new AbortController();
    const call = send(slow, 5, leave.signal).catch(() => undefined);
    await expect.poll(() => running.held.length, { interval: 1 }).toBe(1);
    leave.abort();
    await call;
    await expect.poll(() => running.endpoint.liveSessions()).toBe(1);
    running.held[0]?.answer();
    await expect.poll(() => running.records.at(-1)).toMatchObject({ target: "get_note", outcome: "ok" });
  });

  test("that somebody else cancels goes on", async () => {
    const call = send(slow, 9);
    await expect.poll(() => running.held.length, { interval: 1 }).toBe(1);
    const other = await startLegacySession(running.url);
    await legacyRpc(running.url, { method: "notifications/cancelled", params: { requestId: 9 } }, { sessionId: other });
    await cancel(8);
    running.held[0]?.answer();
    expect(answerIn((await call).text)).toMatchObject({ id: 9, result: { structuredContent: { id: SLOW_NOTE } } });
  });
});
