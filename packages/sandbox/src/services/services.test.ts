import { once } from "node:events";
import { connect } from "node:net";
import { Redis } from "ioredis";
import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { privatePostgres, privateRedis, testPostgres, testRedis } from "./index.ts";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const service of opened.splice(0)) await service.close();
});

/** The service, or the end of the test where the machine has none. */
async function need<Service extends { close(): Promise<void> }>(
  starting: Promise<Service | undefined>,
  skip: () => never,
): Promise<Service> {
  const service = await starting;
  if (service === undefined) return skip();
  opened.push(service);
  return service;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function ask(url: string, command: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await redis.call(command, ...args);
  } finally {
    redis.disconnect();
  }
}

/** Whether a connection is accepted and a line that was sent is answered within half a second. */
async function isAnswered(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  socket.write("PING\r\n");
  const answered = await once(socket, "data", { signal: AbortSignal.timeout(500) }).then(
    () => true,
    () => false,
  );
  socket.destroy();
  return answered;
}

describe("shared servers", () => {
  test("two suites on one Postgres do not see each other's tables, and leave none behind", async ({ skip }) => {
    const one = await need(testPostgres(), skip);
    const other = await need(testPostgres(), skip);
    await query(one.url, "CREATE TABLE only_here (n int)");
    await expect(query(other.url, "SELECT * FROM only_here")).rejects.toThrow(/does not exist/);
    expect(await query(one.url, "SELECT current_schema() AS name")).toEqual([{ name: one.schema }]);
    await opened.shift()?.close();
    expect(await query(other.url, `SELECT 1 FROM pg_namespace WHERE nspname = '${one.schema}'`)).toEqual([]);
  });

  test("a suite's keys are gone from Redis when it is over", async ({ skip }) => {
    const one = await need(testRedis(), skip);
    const other = await need(testRedis(), skip);
    await ask(one.url, "SET", `${one.prefix}:a`, "1");
    await ask(other.url, "SET", `${other.prefix}:a`, "2");
    await opened.shift()?.close();
    expect([await ask(other.url, "GET", `${one.prefix}:a`), await ask(other.url, "GET", `${other.prefix}:a`)]).toEqual([
      null,
      "2",
    ]);
  });

  test("a server that was named and does not answer is an error, not a skip", async () => {
    vi.stubEnv("TEST_DATABASE_URL", "postgres://nobody@127.0.0.1:1/test");
    vi.stubEnv("TEST_REDIS_URL", "redis://127.0.0.1:1");
    await expect(testPostgres()).rejects.toThrow(/ECONNREFUSED/);
    await expect(testRedis()).rejects.toThrow();
  });
});

describe("private servers", () => {
  test("Postgres keeps what it committed over kill -9, and a held one does not answer", async ({ skip }) => {
    const postgres = await need(privatePostgres(), skip);
    await query(postgres.url, "CREATE TABLE kept AS SELECT 7 AS n");
    const pid = postgres.pid();
    await postgres.kill();
    expect(postgres.pid()).toBeUndefined();
    // Its last processes may still take a connection, and reset it.
    const refusal = () => query(postgres.url, "SELECT 1").then(() => "answered", String);
    await expect.poll(refusal).toMatch(/ECONNREFUSED/);
    await postgres.start();
    expect(postgres.pid()).not.toBe(pid);
    expect(await query(postgres.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);

    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    postgres.pause();
    let answered = false;
    const answer = client.query("SELECT 1").then(() => (answered = true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(answered).toBe(false);
    postgres.resume();
    await answer;
    await client.end();
  });

  test("Redis keeps its keys over a restart and kill -9, and a held one does not answer", async ({ skip }) => {
    const redis = await need(privateRedis(), skip);
    await ask(redis.url, "SET", "a", "1");
    await redis.restart();
    await redis.kill();
    await redis.start();
    expect(await ask(redis.url, "GET", "a")).toBe("1");
    redis.pause();
    expect(await isAnswered(redis.port)).toBe(false);
    redis.resume();
    expect(await isAnswered(redis.port)).toBe(true);
  });

  test("where no program is installed, the suite is skipped with a line; on CI it fails", async () => {
    vi.stubEnv("CI", "");
    vi.stubEnv("PATH", "/nowhere");
    const lines: string[] = [];
    const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    const redis = await privateRedis();
    write.mockRestore();
    // Where it stands in one of the usual places, it is found without the PATH.
    if (redis) opened.push(redis);
    else expect(lines.join("")).toMatch(/Skipped: Redis is not here.*apt-get install redis-server/);
    vi.stubEnv("CI", "true");
    if (redis === undefined) await expect(privateRedis()).rejects.toThrow(/apt-get install redis-server/);
  });
});
