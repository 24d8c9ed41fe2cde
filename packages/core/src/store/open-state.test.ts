import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testPostgres, testRedis, type TestPostgres } from "@fairlead/sandbox/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError, coreSettings, loadSettings } from "../config/index.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgres } from "./open-postgres.ts";
import { migratePostgres } from "./migrations/index.ts";
import { openState } from "./open-state.ts";
import type { ClusterState, State } from "./state.ts";

const folder = mkdtempSync(join(tmpdir(), "state-"));
const postgres = await testPostgres();
const redis = await testRedis();
const opened: State[] = [];
const schemas: TestPostgres[] = [];
afterAll(async () => {
  for (const state of opened) await state.close();
  for (const schema of schemas) await schema.close();
  await redis?.close();
  await postgres?.close();
  rmSync(folder, { recursive: true });
});

async function open(env: Readonly<Record<string, string>>): Promise<State> {
  const settings = loadSettings(coreSettings, { env: { FAIRLEAD_DATA: join(folder, "data"), ...env } });
  const state = await openState(settings, () => {});
  opened.push(state);
  return state;
}

async function problemsOf(env: Readonly<Record<string, string>>): Promise<string> {
  const error: unknown = await open(env).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigError)) throw error;
  return error.message;
}

const urls = { DATABASE_URL: "postgres://postgres:canary@127.0.0.1:1/test", REDIS_URL: "redis://:canary@127.0.0.1:1" };

describe("with nothing set", () => {
  test("one file holds what lasts", async () => {
    const state = await open({});
    expect(state.mode).toBe("embedded");
    await state.durable.set("a", 1, Infinity);
    await state.volatile.set("b", 1, Infinity);
    await state.close();
    opened.pop();
    const again = await open({});
    expect([await again.durable.get("a"), await again.volatile.get("b")]).toEqual([1, undefined]);
  });

  test.each([
    ["an empty one", false],
    ["one that was in use", true],
  ])("a read-only folder is told to the operator: %s", async (_what, used) => {
    const data = mkdtempSync(join(folder, "closed-"));
    if (used) openEmbedded(data, () => {}).sqlite.close();
    for (const name of readdirSync(data)) chmodSync(join(data, name), 0o444);
    chmodSync(data, 0o555);
    chmodSync(folder, 0o755);
    // Root may write anywhere.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const program = join(import.meta.dirname, "testing/open-data.ts");
    const { stdout } = spawnSync(process.execPath, [program, data], { encoding: "utf8", ...nobody });
    expect(stdout).toContain(`FAIRLEAD_DATA\n    found    ${data}\n    accepts  a folder that this user may write`);
  });

  test("a file that is no database is left as it is", async () => {
    const data = mkdtempSync(join(folder, "foreign-"));
    const file = join(data, "fairlead.db");
    const text = "This is somebody's diary.\n".repeat(200);
    spawnSync("tee", [file], { input: text });
    expect(await problemsOf({ FAIRLEAD_DATA: data })).toContain("not a database");
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

describe("with one of the two", () => {
  test.each([
    ["DATABASE_URL", "REDIS_URL"],
    ["REDIS_URL", "DATABASE_URL"],
  ] as const)("%s alone is refused", async (set, missing) => {
    const problem = await problemsOf({ [set]: urls[set] });
    expect(problem).toContain(`${missing}\n    found    nothing, while ${set} is set`);
    expect(problem).toContain("both, for replicas");
  });
});

describe("with a wrong one", () => {
  test("what is no URL of its kind is refused, and not shown", async () => {
    const wrong = { DATABASE_URL: "mysql://root:canary@db/x", REDIS_URL: "http://canary@cache" };
    expect(() => loadSettings(coreSettings, { env: wrong })).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/DATABASE_URL[\s\S]*REDIS_URL/) as string }),
    );
    try {
      loadSettings(coreSettings, { env: wrong });
    } catch (error) {
      expect(String(error)).not.toContain("canary");
    }
  });

  test("a database that does not answer is told without its password", async () => {
    const problem = await problemsOf(urls);
    expect(problem).toMatch(/DATABASE_URL\n {4}found {4}postgres:\/\/127\.0\.0\.1:1\/test\n.*ECONNREFUSED/);
    expect(problem).not.toContain("canary");
  });
});

describe.skipIf(postgres === undefined || redis === undefined)("with both", () => {
  const env = () => ({
    DATABASE_URL: postgres?.url ?? "",
    REDIS_URL: redis?.url ?? "",
    REDIS_PREFIX: redis?.prefix ?? "",
  });

  beforeAll(async () => void (await open({ ...env(), FAIRLEAD_MIGRATE: "on" })));

  test("an older schema is refused with what to do, and taken up where the operator says so", async ({ skip }) => {
    const empty = await testPostgres();
    if (empty === undefined) return skip();
    schemas.push(empty);
    const own = { ...env(), DATABASE_URL: empty.url };
    const problem = await problemsOf(own);
    expect(problem).toContain("The database lacks the schema's steps 1 (records)");
    expect(problem).toContain('Run the command "migrate"');
    const state = await open({ ...own, FAIRLEAD_MIGRATE: "on" });
    expect(state.mode).toBe("cluster");
    await open(own);
  });

  test("a Redis that is not there is told with the reason, without its password", async () => {
    const problem = await problemsOf({ ...env(), FAIRLEAD_MIGRATE: "on", REDIS_URL: urls.REDIS_URL });
    expect(problem).toMatch(/REDIS_URL\n {4}found {4}redis:\/\/127\.0\.0\.1:1\n.*ECONNREFUSED/);
    expect(problem).not.toContain("canary");
  });

  test("a later schema is refused", async () => {
    const later = { number: 99, name: "later", sqlite: "SELECT 1", postgres: "SELECT 1" };
    const schema = await testPostgres();
    if (schema === undefined) throw new Error("Postgres has gone.");
    const database = openPostgres({ url: schema.url, poolSize: 1 });
    await migratePostgres(database.pool, [later]);
    const problem = await problemsOf({ ...env(), DATABASE_URL: schema.url, FAIRLEAD_MIGRATE: "on" });
    await database.close();
    await schema.close();
    expect(problem).toContain("The database is of a later version: it has taken step 99 (later)");
  });

  test("a Redis that does not answer is told without its password", async () => {
    const problem = await problemsOf({ ...env(), REDIS_URL: urls.REDIS_URL });
    expect(problem).toMatch(/REDIS_URL\n {4}found {4}redis:\/\/127\.0\.0\.1:1\n/);
    expect(problem).not.toContain("canary");
  });

  test("replicas share both stores, and hear each other", async () => {
    const [one, other] = (await Promise.all([open(env()), open(env())])) as [ClusterState, ClusterState];
    await one.durable.set("a", 1, 60_000);
    await one.volatile.set("b", 2, 60_000);
    expect([await other.durable.get("a"), await other.volatile.get("b")]).toEqual([1, 2]);

    const heard: unknown[] = [];
    const end = other.channel.listen("news", (message) => heard.push(message));
    other.channel.listen("other news", () => expect.unreachable());
    await other.channel.ready();
    one.channel.send("news", { n: 1 });
    one.channel.send("news", { n: 2 });
    await expect.poll(() => heard).toEqual([{ n: 1 }, { n: 2 }]);
    end();
    await other.channel.ready();
    one.channel.send("news", { n: 3 });
    await one.redis.ping();
    expect(heard).toHaveLength(2);
  });
});
