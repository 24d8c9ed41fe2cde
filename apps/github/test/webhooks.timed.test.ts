import { mkdtempSync, rmSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGithub } from "@fairlead/sandbox/github";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { startConnector, type RunningConnector } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { github } from "../src/connector.ts";
import { deliver, edited, send, WEBHOOK_SECRET, type Answered, type Delivery } from "./deliver.ts";

const BURST = 1_000;
/** GitHub delivers over several connections; on the two processors of a test machine more would wait for each other. */
const AT_ONCE = 8;
const ACK_P99_MS = 100;
const [postgres, redis] = [await testPostgres(), await testRedis()];
afterAll(async () => {
  await postgres?.close();
  await redis?.close();
});

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

const modes = {
  embedded: {},
  cluster: { DATABASE_URL: postgres?.url ?? "", REDIS_URL: redis?.url ?? "", REDIS_PREFIX: redis?.prefix ?? "" },
};

describe.each(["embedded", "cluster"] as const)("webhooks, %s", (mode) => {
  const clustered = mode === "cluster";
  const skipped = clustered && (postgres === undefined || redis === undefined);
  let standIn: Awaited<ReturnType<typeof startGithub>>;
  const replicas: RunningConnector[] = [];
  // A file, as an operator has it.
  const folder = mkdtempSync(join(tmpdir(), "burst-"));

  beforeAll(async () => {
    if (skipped) return;
    standIn = await startGithub();
    const env = {
      ...standIn.env(),
      GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
      AUTH_UPSTREAM_TOKEN: "true",
      LOG_LEVEL: "error",
      FAIRLEAD_SECRET: "a secret that all replicas of this test share",
      FAIRLEAD_VAULT_KEYS: `test:${Buffer.alloc(32, 5).toString("base64")}`,
      FAIRLEAD_DATA: folder,
      ...(clustered && { FAIRLEAD_MIGRATE: "true" }),
      ...modes[mode],
    };
    for (let index = 0; index < (clustered ? 2 : 1); index += 1) replicas.push(await startConnector(github, env));
  }, 60_000);
  afterAll(async () => {
    for (const each of replicas) await each.close();
    await standIn?.close();
    rmSync(folder, { recursive: true });
  }, 60_000);
  const replica = (index: number): RunningConnector => {
    const found = replicas[index % replicas.length];
    if (found === undefined) throw new Error("There is no replica.");
    return found;
  };

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
