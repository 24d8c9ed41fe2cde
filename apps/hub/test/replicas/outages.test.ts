import { setTimeout as sleep } from "node:timers/promises";
import {
  privatePostgres,
  privateRedis,
  slowProxy,
  type PrivatePostgres,
  type PrivateRedis,
  type SlowProxy,
} from "@fairlead/sandbox/services";
import { createOAuthClient, signIn, type OAuthClient, type Tokens } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "../sign-in/testing/call-tool.ts";
import { LONG, rate } from "./testing/faults.ts";
import { startCluster, type Cluster } from "./testing/start-cluster.ts";
import { steadyLoad } from "./testing/steady-load.ts";

const RATE = rate(10);
const OUTAGE_MS = LONG ? 10_000 : 1_500;
const LATENCY_MS = LONG ? 30_000 : 2_000;
const SLOW = 400_000;

const postgres = (await privatePostgres()) as PrivatePostgres;
const redis = (await privateRedis()) as PrivateRedis;

describe.skipIf(postgres === undefined || redis === undefined)("two replicas under load", () => {
  let cluster: Cluster;
  let way: SlowProxy;
  let client: OAuthClient;
  let tokens: Tokens;
  beforeAll(async () => {
    way = await slowProxy(redis.port);
    const redisUrl = `redis://127.0.0.1:${way.port}`;
    cluster = await startCluster({ databaseUrl: postgres.url, redisUrl, redisPrefix: "outage", size: 2 });
    client = await createOAuthClient(cluster.url, cluster.mcpUrl);
    tokens = await newSignIn("mlind");
  }, SLOW);
  afterAll(async () => {
    await cluster?.close();
    await way?.close();
    await redis?.close();
    await postgres?.close();
  });

  const newSignIn = async (login: string) => {
    const asked = client.authorization();
    return client.redeem(asked, await signIn(cluster.browser(), asked, login));
  };
  const calling = () =>
    steadyLoad(RATE, async () => {
      const called = await callTool(cluster.mcpUrl, tokens.access_token, "get_me");
      return { ...called, ok: called.structured?.["login"] === "mlind" };
    });
  const createIssue = (key: string) =>
    callTool(cluster.mcpUrl, tokens.access_token, "create_issue", {
      owner: "harbor",
      repo: "storefront",
      title: `Made once: ${key}`,
      idempotency_key: key,
    });

  test.each([
    [
      "is killed and comes back",
      async () => {
        await redis.kill();
        await sleep(OUTAGE_MS);
        await redis.start();
      },
    ],
    ["restarts", () => redis.restart()],
    [
      "stands still",
      async () => {
        redis.pause();
        await sleep(OUTAGE_MS);
        redis.resume();
      },
    ],
    [
      "is 500 ms away",
      async () => {
        way.delay(500);
        await sleep(LATENCY_MS);
        way.delay(0);
      },
    ],
    ["forgets everything", () => redis.flush()],
  ] as const)(
    "Redis %s: no call fails, nobody signs in again, and people can still sign in",
    async (_what, trouble) => {
      const load = calling();
      const troubled = trouble();
      const during = await newSignIn("trenn");
      await troubled;
      const result = await load.stop();
      expect(result).toMatchObject({ first: result.calls, refusals: [], failed: [], signedOut: 0 });
      expect((await callTool(cluster.mcpUrl, during.access_token, "get_me")).structured).toMatchObject({
        login: "trenn",
      });
    },
    SLOW,
  );

  test(
    "what a write did is known after Redis has forgotten everything, on the other replica too",
    async () => {
      const first = await createIssue("flushed");
      await redis.flush();
      const again = await Promise.all([createIssue("flushed"), createIssue("flushed")]);
      const numbers = [first, ...again].map(({ structured }) => structured?.["number"]);
      expect(new Set(numbers).size).toBe(1);
      expect(typeof numbers[0]).toBe("number");
    },
    SLOW,
  );

  test(
    "Postgres restarts: a 503 that says when to come again, and then every call goes through; nobody signs in again",
    async () => {
      const before = await createIssue("restarted");
      await postgres.stop();
      const refused = await callTool(cluster.mcpUrl, tokens.access_token, "get_me");
      const answer = await client.refresh(tokens.refresh_token);
      expect([refused.status, answer.status, answer.headers.get("retry-after")]).toEqual([503, 503, "2"]);
      expect(refused.text).not.toMatch(/postgres|ECONNREFUSED|127\.0\.0\.1/i);
      const load = calling();
      await sleep(OUTAGE_MS);
      await postgres.start();
      const upAt = performance.now();
      await expect
        .poll(async () => (await callTool(cluster.mcpUrl, tokens.access_token, "get_me")).status, { timeout: 30_000 })
        .toBe(200);
      const recoveredMs = performance.now() - upAt;
      const result = await load.stop();
      process.stdout.write(
        `Postgres restarts: ${JSON.stringify({ ...result, recoveredMs: Math.round(recoveredMs) })}\n`,
      );
      expect(result).toMatchObject({ failed: [], signedOut: 0 });
      expect(recoveredMs).toBeLessThan(5_000);
      const refreshed = (await (await client.refresh(tokens.refresh_token)).json()) as Tokens;
      expect((await callTool(cluster.mcpUrl, refreshed.access_token, "get_me")).status).toBe(200);
      expect((await createIssue("restarted")).structured?.["number"]).toBe(before.structured?.["number"]);
    },
    SLOW,
  );
});
