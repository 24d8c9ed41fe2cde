import { Agent } from "node:http";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { afterAll, describe, expect, test } from "vitest";
import { MODES, useDeliveredTo } from "./delivered-to.ts";
import { deliver, edited, send, type Answered, type Delivery } from "./deliver.ts";

const BURST = 1_000;
/** GitHub delivers over several connections; on the two processors of a test machine more would wait for each other. */
const AT_ONCE = 8;
const ACK_P99_MS = 100;

interface Burst {
  perSecond: number;
  p99Ms: number;
}

/** So many requests, some at once, as fast as they are answered. */
async function burst(one: (index: number) => Promise<Answered>): Promise<Burst> {
  const startedAt = performance.now();
  let next = 0;
  const tookMs: number[] = [];
  const sender = async (): Promise<void> => {
    for (let index = next++; index < BURST; index = next++) tookMs.push((await one(index)).tookMs);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  const seconds = (performance.now() - startedAt) / 1000;
  const p99Ms = tookMs.toSorted((a, b) => a - b)[Math.floor(BURST * 0.99)] ?? Infinity;
  return { perSecond: BURST / seconds, p99Ms };
}

const [postgres, redis] = [await testPostgres(), await testRedis()];
afterAll(async () => {
  await postgres?.close();
  await redis?.close();
});

describe.each(MODES)("webhooks, %s", (mode) => {
  const deliveredTo = useDeliveredTo(mode, { postgres, redis });
  const { skipped, replica } = deliveredTo;

  test.skipIf(skipped)("a burst is acknowledged, each of it, in time", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const deliveries = Array.from({ length: BURST }, (_, index) => edited((index % 40) + 1));
    const ways = {
      // What this machine can do at all right now: the same requests, and nothing behind them.
      floor: (index: number) => send(`${replica(index).baseUrl}/health`, { method: "GET" }, "", agent),
      deliveries: async (index: number) => {
        const answer = await deliver(replica(index), deliveries[index] as Delivery, agent);
        if (answer.text !== '{"status":"taken"}') throw new Error(`${answer.status} ${answer.text}`);
        return answer;
      },
    };
    const floor = await burst(ways.floor);
    const acknowledged = await burst(ways.deliveries);
    agent.destroy();
    const told = ({ perSecond, p99Ms }: Burst) => `${Math.round(perSecond)} per second, p99 ${Math.round(p99Ms)} ms`;
    process.stdout.write(`${mode}: ${BURST} deliveries, ${told(acknowledged)}; floor ${told(floor)}\n`);
    // A machine that cannot answer /health in time has no time for anything.
    expect(acknowledged.p99Ms).toBeLessThan(Math.max(ACK_P99_MS, 3 * floor.p99Ms));
  });
});
