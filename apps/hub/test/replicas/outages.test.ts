import { randomUUID } from "node:crypto";
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
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
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
  }, SLOW);
  beforeEach(async () => {
    client = await createOAuthClient(cluster.url, cluster.mcpUrl);
    tokens = await newSignIn("mlind");
    reads = 0;
  });
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
  let reads: number;
  /** Nothing else that this client calls reads it: its records can be counted. */
  const readRepository = async ({ access_token }: Tokens = tokens) => {
    const called = await callTool(cluster.mcpUrl, access_token, "get_repository", {
      owner: "harbor",
      repo: "storefront",
    });
    if (called.status === 200) reads += 1;
    return { ...called, ok: called.structured !== undefined };
  };
  const createIssue = (key: string | undefined) =>
    callTool(cluster.mcpUrl, tokens.access_token, "create_issue", {
      owner: "harbor",
      repo: "storefront",
      title: `Made once: ${key}`,
      ...(key !== undefined && { idempotency_key: key }),
    });
  const issuesMade = () =>
    cluster.standIn.control.requests().filter(({ method, path }) => method === "POST" && path.endsWith("/issues"))
      .length;
  /** A record whose acknowledgement was lost may be there twice: it is one operation. */
  const recordsOfReads = async () => {
    const [row] = await postgres.query(
      `SELECT count(DISTINCT op_id)::int AS n FROM audit_record
       WHERE body LIKE '%"tool":"get_repository"%' AND body LIKE '%"clientId":"${client.clientId}"%'`,
    );
    return row?.["n"];
  };

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
      const [troubled, signedIn] = await Promise.allSettled([trouble(), newSignIn("trenn")]);
      const result = await load.stop();
      if (troubled.status === "rejected") throw troubled.reason;
      if (signedIn.status === "rejected") throw signedIn.reason;
      const during = signedIn.value;
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
      const key = randomUUID();
      const first = await createIssue(key);
      await redis.flush();
      const again = await Promise.all([createIssue(key), createIssue(key)]);
      const numbers = [first, ...again].map(({ structured }) => structured?.["number"]);
      expect(new Set(numbers).size).toBe(1);
      expect(typeof numbers[0]).toBe("number");
    },
    SLOW,
  );

  test(
    "Postgres restarts: reads go on, writes are refused and can be repeated, and nothing is lost",
    async () => {
      const [restarted, refused] = [randomUUID(), randomUUID()];
      const known = await createIssue(restarted);
      const unseen = await newSignIn("iokafor");
      // They take turns: of so many calls, each has seen one.
      for (let turn = 0; turn < cluster.replicas.length; turn += 1) expect((await readRepository()).ok).toBe(true);
      const made = issuesMade();
      const load = steadyLoad(RATE, () => readRepository());
      onTestFinished(async () => {
        await postgres.start();
        await load.stop();
      });
      await postgres.stop();
      const refusals = [await readRepository(unseen), await createIssue(refused), await createIssue(undefined)];
      const refresh = await client.refresh(tokens.refresh_token);
      expect([refusals[0]?.status, refresh.status, refresh.headers.get("retry-after")]).toEqual([503, 503, "2"]);
      // With a key it is the key that cannot be kept, without one the record of the call.
      for (const { text } of refusals.slice(1)) expect(text).toMatch(/Nothing was (?:done|sent)[^]*"retry_after_s":\d/);
      for (const { text } of refusals) expect(text).not.toMatch(/postgres|ECONNREFUSED|127\.0\.0\.1/i);
      await sleep(OUTAGE_MS);
      await postgres.start();
      const upAt = performance.now();
      const writing = async () => (await createIssue(refused)).structured?.["number"];
      await expect.poll(writing, { timeout: 30_000 }).toEqual(expect.any(Number));
      const recoveredMs = performance.now() - upAt;
      const result = await load.stop();
      process.stdout.write(
        `Postgres restarts: ${JSON.stringify({ ...result, recoveredMs: Math.round(recoveredMs) })}\n`,
      );
      expect(result).toMatchObject({ first: result.calls, refusals: [], failed: [], signedOut: 0 });
      expect(recoveredMs).toBeLessThan(5_000);

      const refreshed = (await (await client.refresh(tokens.refresh_token)).json()) as Tokens;
      for (const each of [refreshed, unseen]) expect((await readRepository(each)).status).toBe(200);
      expect((await createIssue(restarted)).structured?.["number"]).toBe(known.structured?.["number"]);
      expect(issuesMade() - made).toBe(1);
      // What was read while nothing could be put on record is on record now.
      await expect.poll(recordsOfReads, { timeout: 10_000 }).toBe(reads);
    },
    SLOW,
  );
});
