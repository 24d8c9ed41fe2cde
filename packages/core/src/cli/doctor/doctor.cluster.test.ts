import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { freePort, privateRedis, testPostgres } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { migrateState } from "../../store/index.ts";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { examine } from "./testing/examine.ts";

const KEYS = { FAIRLEAD_SECRET: "s".repeat(32), FAIRLEAD_VAULT_KEYS: `k1:${Buffer.alloc(32).toString("base64")}` };
const base = { GITHUB_HOST: "http://127.0.0.1:1", GITHUB_TOKEN: "ghp_0123456789", ...KEYS };
const services = await Promise.all([testPostgres(), privateRedis()]);
const [postgres, redis] = services;
const nowhere = `redis://:canary-password@127.0.0.1:${await freePort()}`;

afterAll(() => Promise.all(services.map(async (each) => each?.close())));

test("only one of the two URLs", async () => {
  const found = await examine({ ...base, DATABASE_URL: "postgres://127.0.0.1:1/x" });
  expect(found.wrong("database")).toMatch(/REDIS_URL: It is nothing, while DATABASE_URL is set/);
});

test("keys that replicas must share and do not have are told once, with the variable that was meant for one", async () => {
  const { FAIRLEAD_SECRET, ...env } = base;
  const cluster = { DATABASE_URL: "postgres://127.0.0.1:1/x", REDIS_URL: nowhere };
  const found = await examine({ ...env, ...cluster, FAIRLEAD_SECERT: FAIRLEAD_SECRET });
  expect(found.wrong("configuration")).toMatch(/FAIRLEAD_SECRET: It is nothing[\s\S]*FAIRLEAD_SECERT is no setting/);
  expect(found.with("fail")).toEqual(["configuration", "vendor", "database", "redis"]);
});

test("a password that Postgres does not take is named, and not shown", async () => {
  const refusing = createServer((socket) =>
    socket.once("data", () => {
      const fields = 'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "fairlead"\0\0';
      const length = Buffer.alloc(4);
      length.writeInt32BE(fields.length + 4);
      socket.end(Buffer.concat([Buffer.from("E"), length, Buffer.from(fields)]));
    }),
  );
  refusing.listen(0, "127.0.0.1");
  await once(refusing, "listening");
  const { port } = refusing.address() as AddressInfo;
  const url = `postgres://fairlead:canary-password@127.0.0.1:${port}/x`;
  const found = await examine({ ...base, DATABASE_URL: url, REDIS_URL: nowhere });
  refusing.close();
  expect(found.wrong("database")).toMatch(/the password is wrong\. [\s\S]*Correct the password in DATABASE_URL/);
  expect(found.out).not.toContain("canary");
});

describe.skipIf(postgres === undefined || redis === undefined)("with Postgres and Redis", () => {
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { ...base, DATABASE_URL: postgres?.url ?? "", REDIS_URL: redis?.url ?? "" };
    await migrateState(loadSettings(coreSettings, { env }));
  });

  test("whose schema is older, right, and newer", async ({ skip }) => {
    const empty = await testPostgres();
    if (empty === undefined) return skip();
    onTestFinished(() => empty.close());
    const own = { ...env, DATABASE_URL: empty.url };
    const older = await examine(own);
    expect(older.wrong("database")).toMatch(/lacks the schema's steps 1[\s\S]*pnpm fairlead migrate/);
    await migrateState(loadSettings(coreSettings, { env: own }));
    const right = await examine(own);
    expect([right.of("database")[0]?.verdict, right.of("redis")[0]?.verdict, right.of("queue")[0]?.verdict]).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
    expect(right.of("audit")).toMatchObject([{ verdict: "ok" }]);
    const client = new pg.Client({ connectionString: empty.url });
    await client.connect();
    await client.query("INSERT INTO migration (number, name, checksum) VALUES (99, 'from-the-future', 'x')");
    await client.end();
    expect((await examine(own)).wrong("database")).toContain("later version: it has taken step 99");
  });

  test("of which one knows no such database", async () => {
    const url = new URL(env["DATABASE_URL"] ?? "");
    url.pathname = "/nobody_made_this";
    const found = await examine({ ...env, DATABASE_URL: url.href.replaceAll("+", "%20") });
    expect(found.wrong("database")).toContain("there is no such database");
  });

  test("of which Redis would throw jobs away, and of which Redis is down", async () => {
    const client = new Redis(env["REDIS_URL"] ?? "");
    await client.config("SET", "maxmemory-policy", "allkeys-lru");
    const evicting = await examine(env);
    await client.config("SET", "maxmemory-policy", "noeviction");
    client.disconnect();
    expect(evicting.wrong("redis")).toMatch(/maxmemory-policy is allkeys-lru[\s\S]*Set maxmemory-policy noeviction/);
    const down = await examine({ ...env, REDIS_URL: nowhere });
    expect(down.wrong("redis")).toMatch(/Redis cannot be used: nothing listens there/);
    expect(down.with("fail")).toEqual(expect.arrayContaining(["redis"]));
    expect(down.of("database")).toMatchObject([{ verdict: "ok" }]);
    expect(down.out).not.toContain("canary");
  });
});
