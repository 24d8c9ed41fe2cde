import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { createOAuthClient, signIn } from "@fairlead/testkit/sign-in";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { callTool, send } from "../sign-in/testing/call-tool.ts";
import { LONG, rate } from "./testing/faults.ts";
import { startCluster, type Cluster } from "./testing/start-cluster.ts";
import { steadyLoad } from "./testing/steady-load.ts";

const RATE = rate(200);
const STREAMS = LONG ? 500 : 10;
const SLOW = 400_000;

const postgres = await testPostgres();
const redis = await testRedis();

describe.skipIf(postgres === undefined || redis === undefined)("a rolling restart", () => {
  let cluster: Cluster;
  beforeEach(async () => {
    if (postgres === undefined || redis === undefined) return;
    const env = { SHUTDOWN_DELAY_MS: "200" };
    cluster = await startCluster({ databaseUrl: postgres.url, redisUrl: redis.url, redisPrefix: redis.prefix, env });
  }, SLOW);
  afterEach(() => cluster?.close(), SLOW);
  afterAll(async () => {
    await redis?.close();
    await postgres?.close();
  });

  test(
    `under ${RATE} calls a second with ${STREAMS} open streams: no call fails, nobody signs in again, every stream ends whole`,
    async () => {
      const client = await createOAuthClient(cluster.url, cluster.mcpUrl);
      const asked = client.authorization();
      const { access_token: token } = await client.redeem(asked, await signIn(cluster.browser(), asked, "mlind"));

      let opened = 0;
      let endedWhole = 0;
      const brokenOff: string[] = [];
      let listening = true;
      const listen = async () => {
        while (listening) {
          const params = { notifications: { toolsListChanged: true } };
          const answer = await send(cluster.mcpUrl, token, "subscriptions/listen", params);
          opened += 1;
          const text = await answer.text().catch((error: unknown) => `broken off: ${String(error)}`);
          if (text.includes('"resultType":"complete"')) endedWhole += 1;
          else if (listening) brokenOff.push(text.slice(-300));
        }
      };
      const streams = Array.from({ length: STREAMS }, () =>
        listen().catch((error: unknown) => brokenOff.push(String(error))),
      );
      await expect.poll(() => opened, { timeout: 60_000 }).toBe(STREAMS);

      const load = steadyLoad(RATE, async () => {
        const called = await callTool(cluster.mcpUrl, token, "get_me");
        return { ...called, ok: called.structured?.["login"] === "mlind" };
      });
      const exits: (number | null)[] = [];
      for (const old of cluster.replicas.slice()) {
        await cluster.add();
        exits.push(await cluster.drain(old));
      }
      const result = await load.stop();
      listening = false;
      expect(result).toMatchObject({ failed: [], signedOut: 0 });
      expect(result.first + result.repeated).toBe(result.calls);
      expect(result.calls).toBeGreaterThan(RATE);
      expect(exits).toEqual([0, 0, 0]);
      expect(brokenOff).toEqual([]);
      expect(endedWhole).toBeGreaterThanOrEqual(STREAMS);
      await Promise.all(cluster.replicas.slice().map((replica) => cluster.drain(replica)));
      await Promise.all(streams);
      process.stdout.write(`rolling restart: ${JSON.stringify({ ...result, streams: STREAMS, opened, endedWhole })}\n`);
    },
    SLOW,
  );
});
