import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { createOAuthClient, signIn, type Tokens } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "../sign-in/testing/call-tool.ts";
import { startCluster, type Cluster } from "./testing/start-cluster.ts";

/** Replicas are processes that start: on a busy machine that takes its time. */
const START_MS = 400_000;

const postgres = await testPostgres();
const redis = await testRedis();

describe.skipIf(postgres === undefined || redis === undefined)("three replicas without affinity", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    if (postgres === undefined || redis === undefined) return;
    cluster = await startCluster({ databaseUrl: postgres.url, redisUrl: redis.url, redisPrefix: redis.prefix });
  }, START_MS);
  afterAll(async () => {
    await cluster?.close();
    await redis?.close();
    await postgres?.close();
  });

  const signedIn = async (login: string) => {
    const client = await createOAuthClient(cluster.url, cluster.mcpUrl);
    const asked = client.authorization();
    const landing = await signIn(cluster.browser(), asked, login);
    return { client, tokens: await client.redeem(asked, landing) };
  };

  test("a client signs in, calls and refreshes, each request on another replica", async () => {
    const from = cluster.proxy.answered.length;
    const { client, tokens } = await signedIn("mlind");
    expect((await callTool(cluster.mcpUrl, tokens.access_token, "get_me")).structured).toMatchObject({
      login: "mlind",
    });
    const refreshed = (await (await client.refresh(tokens.refresh_token)).json()) as Tokens;
    const called = await callTool(cluster.mcpUrl, refreshed.access_token, "get_me");
    expect(called.structured).toMatchObject({ login: "mlind" });

    const requests = cluster.proxy.answered.slice(from);
    expect(requests.length).toBeGreaterThanOrEqual(10);
    for (const [at, { replica }] of requests.entries()) {
      if (at > 0) expect(replica).not.toBe(requests[at - 1]?.replica);
    }
  });

  test("what one replica ends is over on the others at once", async () => {
    const { client, tokens } = await signedIn("trenn");
    const calls = () => Promise.all([1, 2, 3].map(() => callTool(cluster.mcpUrl, tokens.access_token, "get_me")));
    expect((await calls()).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await client.revoke(tokens.refresh_token)).ok).toBe(true);
    expect((await calls()).map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  test(
    "a replica is killed between each pair of steps, and the client notices nothing",
    async () => {
      const killed: string[] = [];
      const coming: Promise<unknown>[] = [];
      const failedBefore = cluster.proxy.failed.length;
      cluster.proxy.onAnswered(async (replica) => {
        killed.push(replica.name);
        await cluster.kill(replica);
        coming.push(cluster.add().catch((error: unknown) => error));
      });
      const flow = async () => {
        const { client, tokens } = await signedIn("mlind");
        const called = await callTool(cluster.mcpUrl, tokens.access_token, "get_me");
        const refreshed = (await (await client.refresh(tokens.refresh_token)).json()) as Tokens;
        return [called, await callTool(cluster.mcpUrl, refreshed.access_token, "get_me")];
      };
      const [flown] = await Promise.allSettled([flow()]);
      cluster.proxy.onAnswered(undefined);
      expect((await Promise.all(coming)).filter((came) => came instanceof Error)).toEqual([]);
      if (flown.status === "rejected") throw flown.reason;
      const answers = flown.value;
      expect(answers.map(({ structured }) => structured?.["login"])).toEqual(["mlind", "mlind"]);
      expect(new Set(killed).size).toBe(killed.length);
      expect(killed.length).toBeGreaterThanOrEqual(10);
      expect(cluster.proxy.failed.slice(failedBefore)).toEqual([]);
    },
    START_MS,
  );

  test("60 calls with a vendor token that has run out renew it once", async () => {
    const { client, tokens } = await signedIn("iokafor");
    await cluster.putForward();
    const { access_token } = (await (await client.refresh(tokens.refresh_token)).json()) as Tokens;
    const exchanges = () =>
      cluster.standIn.control.requests().filter(({ path }) => path === "/login/oauth/access_token").length;
    const before = exchanges();
    const calls = Array.from({ length: 60 }, () => callTool(cluster.mcpUrl, access_token, "get_me"));
    const called = await Promise.all(calls);
    expect(called.filter(({ structured }) => structured?.["login"] !== "iokafor")).toEqual([]);
    expect(exchanges() - before).toBe(1);
  });
});
