import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { privateRedis } from "@fairlead/sandbox/services";
import { afterAll, describe, expect, test } from "vitest";
import { defineResource } from "../connector/index.ts";
import { memoryStore, sharedRateLimit } from "../store/index.ts";
import { redisReplica, slowProxy } from "../testing/index.ts";
import { createAdmission } from "./admission/index.ts";
import { callTool } from "./testing/rpc.ts";
import { listener, oldListener } from "./testing/listener.ts";
import { startEndpoint } from "./testing/start-endpoint.ts";
import { toyWith } from "./testing/toy-connector.ts";

/** `FAULTS=long`: outages of ten seconds, and half a minute of 500 ms latency. */
const LONG = process.env["FAULTS"] === "long";
/** Longer than three answers that do not come, which is when nobody asks Redis for a second. */
const PHASE_MS = LONG ? 10_000 : 700;
const SLOW_PHASE_MS = LONG ? 30_000 : 700;

const server = await privateRedis();
afterAll(() => server?.close());

describe.skipIf(server === undefined)("Redis under load", () => {
  test("killed, started again, held, slowed by 500 ms, emptied: no call fails, none hangs", async () => {
    if (server === undefined) return;
    await using proxy = await slowProxy(server.port);
    // As it is in production: 150 ms of patience.
    const redis = await redisReplica(`redis://127.0.0.1:${proxy.port}`, "faults", 150);
    const points = sharedRateLimit({ points: 1_000_000, windowS: 60, redis: redis.guarded, prefix: "faults/limit/" });
    const admission = createAdmission({
      points,
      limits: { callsPerPrincipal: 1_000, calls: 1_000 },
      onRefused: () => {},
    });
    const replica = { redis, prefix: "faults:default/toy", key: randomBytes(32) };
    const running = await startEndpoint({ people: true, admission, replica });

    let phase = "";
    let stop = false;
    const slowest = new Map<string, number>();
    const counts = new Map<string, number>();
    const failures: string[] = [];
    const caller = async (person: string) => {
      const headers = { "x-person": person };
      for (let turn = 0; !stop; turn += 1) {
        const at = phase;
        const startedAt = performance.now();
        const [name, args] =
          turn % 10 === 9 ? (["add_note", { text: "a" }] as const) : (["get_note", { id: 1 + (turn % 5) }] as const);
        const answer = await callTool(running.url, name, args, { headers });
        const tookMs = performance.now() - startedAt;
        if (answer.isError || answer.structured === undefined) failures.push(`${at}: ${answer.text}`);
        slowest.set(at, Math.max(slowest.get(at) ?? 0, tookMs));
        counts.set(at, (counts.get(at) ?? 0) + 1);
        await sleep(5);
      }
    };
    const callers = ["ada", "ben", "cleo", "dan"].map(caller);
    const phases: [string, () => Promise<void> | void][] = [
      ["well", () => {}],
      ["killed", () => server.kill()],
      ["started again", () => server.start()],
      ["held", () => server.pause()],
      ["let go", () => server.resume()],
      ["slowed by 500 ms", () => void (proxy.delayMs = 500)],
      ["quick again", () => void (proxy.delayMs = 0)],
      ["emptied", async () => void (await redis.guarded.ask((client) => client.flushall()))],
    ];
    for (const [name, act] of phases) {
      phase = name;
      await act();
      await sleep(name.startsWith("slowed") ? SLOW_PHASE_MS : PHASE_MS);
      // A machine that is busy takes longer until something has happened.
      await expect.poll(() => counts.get(name) ?? 0).toBeGreaterThan(0);
    }
    stop = true;
    await Promise.all(callers);
    await running.close();
    points.close();
    redis.close();
    expect(failures).toEqual([]);
    expect(running.errors).toEqual([]);
    for (const [name] of phases) {
      expect(counts.get(name), name).toBeGreaterThan(0);
      // Three answers waited for in vain at most, each 150 ms, and then none for a second; the rest is the machine's.
      expect(slowest.get(name), name).toBeLessThan(5_000);
    }
    process.stdout.write(
      `Redis faults: ${phases.map(([name]) => `${name}: ${counts.get(name)} calls, slowest ${Math.round(slowest.get(name) ?? 0)} ms`).join("; ")}\n`,
    );
  }, 240_000);

  test("who listens is told, in both eras, of what may have been missed meanwhile", async () => {
    if (server === undefined) return;
    const box = defineResource({
      name: "box",
      title: "Box",
      description: "A box",
      uri: "toy://box",
      mimeType: "text/plain",
      scopes: [],
      subscribe: true,
      read: async () => ({ text: "" }),
    });
    const connector = toyWith([], { resources: [box] });
    const shared = { connector, people: true, secret: randomBytes(32), store: memoryStore() };
    const [redis, other] = [await redisReplica(server.url, "gap"), await redisReplica(server.url, "gap")];
    const running = await startEndpoint({ ...shared, channel: redis.channel });
    const announcing = await startEndpoint({ ...shared, channel: other.channel });
    await Promise.all([redis.channel.ready(), other.channel.ready()]);
    const modern = await listener(running, "ada", ["toy://box"]);
    const old = await oldListener(running, "ada", ["toy://box"]);
    await server.kill();
    await expect.poll(() => redis.guarded.available || other.guarded.available).toBe(false);
    announcing.runtime.subscriptions.announce({ uris: ["toy://box"], below: [], proposals: [], access: false });
    expect([modern.heard(), old.heard()]).toEqual([[], []]);
    await server.start();
    await expect.poll(() => [modern.heard(), old.heard()], { timeout: 20_000 }).toEqual([["toy://box"], ["toy://box"]]);
    for (const each of [modern, old]) each.leave();
    for (const each of [running, announcing, redis, other]) await each.close();
    expect(running.errors).toEqual([]);
  }, 60_000);

  test("comes back to the same Redis by itself", async () => {
    if (server === undefined) return;
    const redis = await redisReplica(server.url, "back", 5_000);
    await server.kill();
    await expect.poll(() => redis.guarded.available).toBe(false);
    expect(await redis.guarded.ask((client) => client.ping())).toBeUndefined();
    await server.start();
    await expect.poll(() => redis.guarded.ask((client) => client.ping()), { timeout: 10_000 }).toBe("PONG");
    redis.close();
  }, 60_000);
});
