import {
  privatePostgres,
  privateRedis,
  slowProxy,
  type PrivatePostgres,
  type PrivateRedis,
  type SlowProxy,
} from "@fairlead/sandbox/services";
import { createOAuthClient, pageOf, signIn, type OAuthClient, type Tokens } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callTool } from "../sign-in/testing/call-tool.ts";
import type { Replica } from "./testing/replica-process.ts";
import { startCluster, type Cluster } from "./testing/start-cluster.ts";

const SLOW = 400_000;

const postgres = (await privatePostgres()) as PrivatePostgres;
const redis = (await privateRedis()) as PrivateRedis;

/** B has ways of its own to Postgres and to Redis, and goes on with reads while the first of them is cut. */
describe.skipIf(postgres === undefined || redis === undefined)("what replica A ends, replica B has remembered", () => {
  let cluster: Cluster;
  let [a, b]: Replica[] = [];
  let toPostgres: SlowProxy;
  let toRedis: SlowProxy;
  let client: OAuthClient;
  let tokens: Tokens;

  beforeAll(async () => {
    [toPostgres, toRedis] = [await slowProxy(Number(new URL(postgres.url).port)), await slowProxy(redis.port)];
    const url = new URL(postgres.url);
    url.port = String(toPostgres.port);
    cluster = await startCluster({ databaseUrl: postgres.url, redisUrl: redis.url, redisPrefix: "revoked", size: 0 });
    const redisUrl = `redis://127.0.0.1:${toRedis.port}`;
    [a, b] = await Promise.all([cluster.add(), cluster.add({ DATABASE_URL: url.href, REDIS_URL: redisUrl })]);
  }, SLOW);
  afterAll(async () => {
    await cluster?.close();
    for (const way of [toPostgres, toRedis]) await way?.close();
    await redis?.close();
    await postgres?.close();
  });

  /** Only this one is asked. */
  const on = async <Result>(replica: Replica | undefined, work: () => Promise<Result>): Promise<Result> => {
    for (const each of [a, b]) if (each !== undefined) cluster.proxy.remove(each);
    if (replica !== undefined) cluster.proxy.add(replica);
    return work();
  };
  const callOn = async (replica: Replica | undefined) =>
    (await on(replica, () => callTool(cluster.mcpUrl, tokens.access_token, "get_me"))).status;

  beforeEach(async () => {
    await on(a, async () => {
      client = await createOAuthClient(cluster.url, cluster.mcpUrl);
      const asked = client.authorization();
      tokens = await client.redeem(asked, await signIn(cluster.browser(), asked, "mlind"));
    });
    expect([await callOn(a), await callOn(b)]).toEqual([200, 200]);
  }, SLOW);

  const ways: readonly [string, () => Promise<void>][] = [
    ["the client revokes its token", async () => expect((await client.revoke(tokens.access_token)).ok).toBe(true)],
    ["the client signs out", async () => expect((await client.revoke(tokens.refresh_token)).ok).toBe(true)],
    [
      "a refresh token comes back after its successor",
      async () => {
        const [first] = [tokens.refresh_token];
        const second = (await (await client.refresh(first)).json()) as Tokens;
        expect((await client.refresh(second.refresh_token)).status).toBe(200);
        expect((await client.refresh(first)).status).toBe(400);
      },
    ],
    [
      "the person disconnects the account",
      async () => {
        const browser = cluster.browser();
        const list = pageOf(await browser.press(await browser.visit(`${cluster.url}/connections`), "mlind"));
        for (const [, id = ""] of list.html.matchAll(/name="connection" value="([^"]+)"/g)) {
          await browser.press(list, "revoke", { connection: id });
        }
      },
    ],
  ];

  test("the client signs out: refused on both at the next call", async () => {
    await on(a, async () => expect((await client.revoke(tokens.refresh_token)).ok).toBe(true));
    expect([await callOn(b), await callOn(a)]).toEqual([401, 401]);
  });

  test.each(ways)("%s: B, which cannot ask Postgres, recalls it no longer", async (_what, end) => {
    toPostgres.cut();
    try {
      expect(await callOn(b)).toBe(200);
      await on(a, end);
      await expect.poll(() => callOn(b), { timeout: 1_000 }).toBe(503);
    } finally {
      toPostgres.mend();
    }
    await expect.poll(() => callOn(b), { timeout: 5_000 }).toBe(401);
  });

  test("the client signs out while B hears nothing: B recalls nothing once it hears again", async () => {
    toPostgres.cut();
    toRedis.cut();
    try {
      await on(a, async () => expect((await client.revoke(tokens.refresh_token)).ok).toBe(true));
      toRedis.mend();
      await expect.poll(() => callOn(b), { timeout: 4_000 }).toBe(503);
      for (let calls = 0; calls < 10; calls += 1) expect(await callOn(b)).toBe(503);
    } finally {
      toPostgres.mend();
      toRedis.mend();
    }
    await expect.poll(() => callOn(b), { timeout: 5_000 }).toBe(401);
  });
});
