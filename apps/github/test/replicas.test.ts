import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startGithub } from "@fairlead/sandbox/github";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { connectClient, type TestClient } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const [postgres, redis] = [await testPostgres(), await testRedis()];

/** One process of the connector, as an operator runs it. */
async function startReplica(env: Record<string, string>): Promise<{ child: ChildProcess; mcpUrl: string }> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"], PORT: "0", LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("The replica has no output.");
  for await (const line of createInterface(child.stdout)) {
    const { mcp_urls: urls } = JSON.parse(line) as { mcp_urls?: Record<string, string> };
    if (urls?.["github"] === undefined) continue;
    child.stdout.resume();
    return { child, mcpUrl: urls["github"] };
  }
  throw new Error("The replica ended before it served.");
}

describe.skipIf(postgres === undefined || redis === undefined)("three processes on one Postgres and Redis", () => {
  const started: { child: ChildProcess; mcpUrl: string }[] = [];
  const clients: TestClient[] = [];
  let standIn: Awaited<ReturnType<typeof startGithub>>;

  beforeAll(async () => {
    standIn = await startGithub();
    const env = {
      ...standIn.env(),
      DATABASE_URL: postgres?.url ?? "",
      REDIS_URL: redis?.url ?? "",
      REDIS_PREFIX: redis?.prefix ?? "",
      FAIRLEAD_SECRET: "a secret that all replicas of this test share",
      FAIRLEAD_VAULT_KEYS: `test:${Buffer.alloc(32, 5).toString("base64")}`,
      FAIRLEAD_MIGRATE: "true",
      LIMIT_CALLS_PER_PRINCIPAL: "1000",
    };
    // The first one brings the schema; what comes after it finds that done.
    for (let index = 0; index < 3; index += 1) started.push(await startReplica(env));
    for (const { mcpUrl } of started) {
      const client = await connectClient(mcpUrl, "2026-07-28");
      // What it must send as headers stands in the list.
      await client.listTools();
      clients.push(client);
    }
  }, 300_000);
  afterAll(async () => {
    for (const client of clients) await client.close();
    for (const { child } of started) {
      const ended = child.exitCode === null ? once(child, "exit") : undefined;
      child.kill("SIGKILL");
      await ended;
    }
    await standIn?.close();
    await postgres?.close();
    await redis?.close();
  }, 60_000);

  const storefront = { owner: "harbor", repo: "storefront" };
  const sent = (path: string) => standIn.control.requests().filter((request) => request.path === path);
  const call = async (replica: number, name: string, args: Record<string, unknown>) => {
    const client = clients[replica % clients.length];
    if (client === undefined) throw new Error("There is no client.");
    return client.call(name, args);
  };

  test("a second read on another one is a 304 that spends nothing", async () => {
    const issue = { ...storefront, number: 12 };
    const first = await call(0, "get_issue", issue);
    const { used } = standIn.world.limits.read("mlind", "core");
    // What was read is on its way to Redis.
    await sleep(500);
    const second = await call(1, "get_issue", issue);
    expect(second.structured).toEqual(first.structured);
    expect(sent("/repos/harbor/storefront/issues/12").map(({ status }) => status)).toEqual([200, 304]);
    expect(standIn.world.limits.read("mlind", "core").used).toBe(used);
  });
});
