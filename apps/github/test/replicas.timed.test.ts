import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startGithub } from "@fairlead/sandbox/github";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { connectClient, ERAS, type TestClient } from "@fairlead/testkit";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const [postgres, redis] = [await testPostgres(), await testRedis()];

interface Replica {
  child: ChildProcess;
  mcpUrl: string;
}

/** One process of the connector, as an operator runs it. */
async function startReplica(env: Record<string, string>): Promise<Replica> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"], PORT: "0", LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const endWithUs = () => void child.kill("SIGKILL");
  process.on("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  for await (const line of createInterface(child.stdout)) {
    const { mcp_urls: urls } = JSON.parse(line) as { mcp_urls?: Record<string, string> };
    if (urls?.["github"] === undefined) continue;
    child.stdout.resume();
    return { child, mcpUrl: urls["github"] };
  }
  throw new Error("The replica ended before it served.");
}

// One client of each era, each at a replica of its own: what one of them spends or learns holds for all.
describe.skipIf(postgres === undefined || redis === undefined)(
  "11. limits: three processes on one Postgres and Redis",
  () => {
    const started: Replica[] = [];
    const clients: TestClient[] = [];
    let turn = 0;
    let standIn: Awaited<ReturnType<typeof startGithub>>;

    // For each test anew: what was read, or is left of a limit, is known to all of them.
    beforeEach(async () => {
      standIn = await startGithub();
      const env = {
        ...standIn.env(),
        DATABASE_URL: postgres?.url ?? "",
        REDIS_URL: redis?.url ?? "",
        REDIS_PREFIX: `${redis?.prefix}-${(turn += 1)}`,
        FAIRLEAD_SECRET: "a secret that all replicas of this test share",
        FAIRLEAD_VAULT_KEYS: `test:${Buffer.alloc(32, 5).toString("base64")}`,
        FAIRLEAD_MIGRATE: "true",
        LIMIT_CALLS_PER_PRINCIPAL: "2000",
        // A crowd on a busy machine is let in: what it costs upstream is the question.
        LIMIT_IN_FLIGHT: "0",
        LIMIT_LOOP_DELAY_MS: "0",
        LIMIT_PRINCIPAL_POINTS: "0",
        LIMIT_CALLS: "2000",
        LIMIT_REPLICAS: "3",
      };
      // All at once: one of them brings the schema, the others wait for it.
      started.push(...(await Promise.all(ERAS.map(() => startReplica(env)))));
      for (const [index, { mcpUrl }] of started.entries()) {
        const client = await connectClient(mcpUrl, ERAS[index] ?? "2026-07-28");
        // What it must send as headers stands in the list.
        await client.listTools();
        clients.push(client);
      }
    }, 300_000);
    afterEach(async () => {
      for (const client of clients.splice(0)) await client.close();
      for (const { child } of started.splice(0)) {
        const ended = child.exitCode === null ? once(child, "exit") : undefined;
        child.kill("SIGKILL");
        await ended;
      }
      await standIn?.close();
    }, 60_000);
    afterAll(async () => {
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

    test("a thousand identical cold reads are three upstream calls at most", async () => {
      const reads = Array.from({ length: 1_000 }, (_, index) => call(index, "get_repository", storefront));
      expect((await Promise.all(reads)).filter(({ isError }) => isError)).toEqual([]);
      expect(sent("/repos/harbor/storefront").length).toBeLessThanOrEqual(3);
    }, 60_000);

    test("a second read on another one is a 304 that spends nothing", async () => {
      const issue = { ...storefront, number: 12 };
      const inRedis = async () => (await redis?.keysWith("/cache/"))?.filter((key) => !key.includes("standing/")) ?? [];
      const before = await inRedis();
      const first = await call(0, "get_issue", issue);
      const { used } = standIn.world.limits.read("mlind", "core");
      await expect.poll(async () => (await inRedis()).length).toBeGreaterThan(before.length);
      const second = await call(1, "get_issue", issue);
      expect(second.structured).toEqual(first.structured);
      expect(sent("/repos/harbor/storefront/issues/12").map(({ status }) => status)).toEqual([200, 304]);
      expect(standIn.world.limits.read("mlind", "core").used).toBe(used);
    });

    test("together they keep to GitHub's thirty searches a minute", async () => {
      expect((await call(0, "search_issues", { query: "is:issue first" })).code).toBeUndefined();
      const search = (index: number) => call(index, "search_issues", { query: `is:issue word${index}` });
      const answers = await Promise.all(Array.from({ length: 39 }, (_, index) => search(index)));
      // What is under way may be counted twice, by the vendor and as pending, until its answer is here. Then all is given out.
      for (let index = 39; index < 45; index += 1) answers.push(await search(index));
      // Nobody ran into the limit: it was seen coming.
      expect(sent("/search/issues").map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
      const refused = answers.filter(({ isError }) => isError);
      expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 16 }, () => "rate_limited"));
      for (const { text } of refused) expect(text).toMatch(/retry_after_s: \d+/);
      // Each replica goes on with everything else.
      const reads = clients.map((_, index) => call(index, "get_issue", { ...storefront, number: 13 }));
      expect((await Promise.all(reads)).filter(({ isError }) => isError)).toEqual([]);
    });
  },
);
