import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { redisReplicas } from "../testing/index.ts";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

const redis = await redisReplicas(3);
afterAll(() => redis?.close());

let tests = 0;
/** Three replicas before one vendor, each with a memory of its own. */
function threeReplicas(host: string) {
  const prefix = `${redis?.prefix}:default/github${(tests += 1)}`;
  const replicas = (redis?.replicas ?? []).map((replica) =>
    upstreamUnderTest({ hosts: [host] }, { replica: { redis: replica, prefix } }),
  );
  return {
    replicas,
    async [Symbol.asyncDispose]() {
      for (const replica of replicas) await replica[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(redis === undefined)("three replicas", () => {
  test("a thousand identical cold reads are three upstream calls at most, and as many as that while it is fresh", async () => {
    await using vendor = await startVendor((_request, response) => {
      setTimeout(() => sendJson(response, { id: 1 }, { headers: { etag: '"1"' } }), 50);
    });
    await using three = threeReplicas(vendor.host);
    const read = async (index: number) => {
      const upstream = three.replicas[index % 3];
      if (upstream === undefined) throw new Error("There is no such replica.");
      const session = upstream.session("mlind", { freshMs: 60_000, deadlineAt: Date.now() + 60_000 });
      return (await session.fetch(`${vendor.url}/a`)).json();
    };
    const first = await Promise.all(Array.from({ length: 1_000 }, (_, index) => read(index)));
    expect(first).toEqual(first.map(() => ({ id: 1 })));
    expect(vendor.received.length).toBeLessThanOrEqual(3);
    const calls = vendor.received.length;
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => read(index)));
    expect(vendor.received).toHaveLength(calls);
  });

  test("a second read costs a 304 on whichever of them, and no quota", async () => {
    let left = 60;
    await using vendor = await startVendor(({ headers }, response) => {
      const known = headers["if-none-match"] === '"1"';
      if (!known) left -= 1;
      const quota = {
        etag: '"1"',
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": `${left}`,
        "x-ratelimit-reset": "3600",
      };
      if (known) response.writeHead(304, quota).end();
      else sendJson(response, { id: 1 }, { headers: quota });
    });
    await using three = threeReplicas(vendor.host);
    const marks: (string | null)[] = [];
    for (let index = 0; index < 100; index += 1) {
      const response = await three.replicas[index % 3]?.session().fetch(`${vendor.url}/a`);
      marks.push(response?.headers.get("x-fairlead-cache") ?? null);
      // What the first one has read is on its way to Redis.
      if (index === 0) await sleep(200);
    }
    expect(marks.slice(1).every((mark) => mark === "revalidated")).toBe(true);
    expect(left).toBe(59);
  });

  test("what one has read anew is a 304 on the others, though they remember what was before", async () => {
    let version = 1;
    const statuses: number[] = [];
    await using vendor = await startVendor(({ headers }, response) => {
      const etag = `"${version}"`;
      statuses.push(headers["if-none-match"] === etag ? 304 : 200);
      if (statuses.at(-1) === 304) response.writeHead(304, { etag }).end();
      else sendJson(response, { version }, { headers: { etag } });
    });
    await using three = threeReplicas(vendor.host);
    const read = async (index: number) => (await three.replicas[index]?.session().fetch(`${vendor.url}/a`))?.json();
    expect(await read(0)).toEqual({ version: 1 });
    // What was read is on its way to Redis.
    await expect.poll(async () => (await read(1), statuses.at(-1))).toBe(304);
    version = 2;
    expect(await read(0)).toEqual({ version: 2 });
    await expect.poll(async () => (await read(2), statuses.at(-1))).toBe(304);
    expect(await read(1)).toEqual({ version: 2 });
    expect(statuses.at(-1)).toBe(304);
  });

  test("while Redis is away, those who ask during a read share the next one", async () => {
    let version = 0;
    const answers: (() => void)[] = [];
    await using vendor = await startVendor((_request, response) => {
      const seen = (version += 1);
      answers.push(() => sendJson(response, { seen }, { headers: { etag: `"${seen}"` } }));
    });
    const [replica] = redis?.replicas ?? [];
    if (replica === undefined) throw new Error("There is no replica.");
    const away = { client: replica.guarded.client, available: false, ask: async () => undefined };
    await using upstream = upstreamUnderTest(
      { hosts: [vendor.host] },
      { replica: { redis: { ...replica, guarded: away }, prefix: `${redis?.prefix}:default/away` } },
    );
    const read = async () => {
      const response = await upstream.session("mlind", { freshMs: 60_000 }).fetch(`${vendor.url}/a`);
      return (await response.json()) as { seen: number };
    };
    const first = read();
    await expect.poll(() => answers.length, { interval: 1 }).toBe(1);
    // A write elsewhere may have come after the first began: its answer is not theirs.
    const others = Array.from({ length: 50 }, read);
    answers.shift()?.();
    expect(await first).toEqual({ seen: 1 });
    await expect.poll(() => answers.length, { interval: 1 }).toBe(1);
    answers.shift()?.();
    expect(new Set((await Promise.all(others)).map(({ seen }) => seen))).toEqual(new Set([2]));
    expect(vendor.received).toHaveLength(2);
  });

  test("a read after a write on another replica is a new one", async () => {
    let version = 1;
    await using vendor = await startVendor(({ method }, response) => {
      if (method === "POST") version += 1;
      sendJson(response, { version }, { headers: { etag: `"${version}"` } });
    });
    await using three = threeReplicas(vendor.host);
    const [one, other] = three.replicas;
    const read = async () => (await other?.session("mlind", { freshMs: 60_000 }).fetch(`${vendor.url}/a`))?.json();
    expect(await read()).toEqual({ version: 1 });
    expect(await read()).toEqual({ version: 1 });
    await one?.session().fetch(`${vendor.url}/a`, { method: "POST" });
    // A message on its way: the client's own next request takes longer.
    await expect.poll(read, { interval: 5, timeout: 1_000 }).toEqual({ version: 2 });
  });

  test("a grant revoked on one: no cached answer on the others after a second", async () => {
    await using vendor = await startVendor((_request, response) =>
      sendJson(response, {}, { headers: { etag: '"1"' } }),
    );
    await using three = threeReplicas(vendor.host);
    const read = async (index: number) => {
      const response = await three.replicas[index]?.session("mlind", { freshMs: 600_000 }).fetch(`${vendor.url}/a`);
      return response?.headers.get("x-fairlead-cache");
    };
    await read(0);
    await sleep(200);
    expect([await read(1), await read(2), await read(1)]).toEqual(["fresh", "fresh", "fresh"]);
    const before = vendor.received.length;
    await three.replicas[0]?.invalidate("mlind");
    await sleep(1_000);
    expect(await read(1)).not.toBe("fresh");
    expect(vendor.received.slice(before).map(({ headers }) => headers["if-none-match"])).toEqual([undefined]);
  });

  test.each([
    ["seconds", () => ({ "retry-after": "3" }), 3_000],
    ["a date", () => ({ "retry-after": new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 3_000).toUTCString() }), 3_000],
    ["nothing", () => ({}), 60_000],
  ])(
    "a 429 with %s on one stops the others within 100 ms, and nothing is sent before the time",
    async (_how, say, ms) => {
      let limited = true;
      let refusedAt = 0;
      await using vendor = await startVendor((_request, response) => {
        if (!limited) return sendJson(response, {});
        refusedAt = Date.now();
        sendJson(response, {}, { status: 429, headers: say() });
      });
      await using three = threeReplicas(vendor.host);
      const [one, ...others] = three.replicas;
      expect(await rejection(one?.session().fetch(`${vendor.url}/a`) ?? Promise.resolve())).toMatchObject({
        kind: "rate_limited",
        sent: true,
      });
      const startedAt = performance.now();
      const errors = await Promise.all(others.map((other) => rejection(other.session().fetch(`${vendor.url}/b`))));
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      for (const error of errors) {
        expect(error).toMatchObject({ kind: "rate_limited", sent: false });
        expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(ms - 1_500);
      }
      expect(vendor.received).toHaveLength(1);
      if (ms > 5_000) return;
      // From here on a call may wait in line, and all of them together send nothing too early.
      limited = false;
      await sleep(Math.max(0, ...errors.map((error) => (error as { retryAfterMs: number }).retryAfterMs - 1_500)));
      const answers = await Promise.all(three.replicas.map((each) => each.session().fetch(`${vendor.url}/c`)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(2_900);
    },
  );

  test("a quota of thirty, two hundred calls of three replicas: thirty are sent", async () => {
    let left = 30;
    await using vendor = await startVendor((_request, response) => {
      left -= 1;
      const headers = {
        "x-ratelimit-limit": "30",
        "x-ratelimit-remaining": `${Math.max(0, left)}`,
        "x-ratelimit-reset": "60",
      };
      sendJson(response, {}, { status: left < 0 ? 403 : 200, headers });
    });
    await using three = threeReplicas(vendor.host);
    await three.replicas[0]?.session().fetch(`${vendor.url}/first`);
    await sleep(100);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, async (_, index) =>
        three.replicas[index % 3]?.session().fetch(`${vendor.url}/${index}`),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(29);
    expect(vendor.received).toHaveLength(30);
  });
});
