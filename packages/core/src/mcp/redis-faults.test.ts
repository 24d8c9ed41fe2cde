import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { privateRedis } from "@fairlead/sandbox/services";
import { afterAll, describe, expect, test } from "vitest";
import { sharedRateLimit } from "../store/index.ts";
import { redisReplica, slowProxy } from "../testing/index.ts";
import { createAdmission } from "./admission/index.ts";
import { callTool } from "./testing/rpc.ts";
import { startEndpoint } from "./testing/start-endpoint.ts";

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
      await sleep(1_200);
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
  }, 90_000);

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
