import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { startGithub } from "@fairlead/sandbox/github";
import { sendBurst } from "./burst/send-burst.ts";
import { SECRET, signedRequests } from "./burst/signed-requests.ts";
import { startMeasured, type MeasuredServer } from "./measured-server.ts";

/**
 * `pnpm burst`: GitHub delivers 5,000 webhooks within a second, to one server on its file, and to two on Postgres and Redis.
 * Sender and servers are processes of their own.
 */
const { values } = parseArgs({
  options: {
    rate: { type: "string", default: "5000" },
    seconds: { type: "string", default: "1" },
    /** Of a body. */
    bytes: { type: "string", default: "300" },
    connections: { type: "string", default: "64" },
    mode: { type: "string", default: "embedded,cluster" },
    rounds: { type: "string", default: "3" },
  },
});
const [rate, count, bytes] = [Number(values.rate), Number(values.rate) * Number(values.seconds), Number(values.bytes)];
const ACK_P99_MS = 100;
/** Until the compiler has seen what it will see. */
const WARM_UP = { count: 4_000, perSecond: 1_000 };

const standIn = await startGithub();
const env = {
  ...standIn.env(),
  PORT: "0",
  GITHUB_WEBHOOK_SECRET: SECRET,
  AUTH_UPSTREAM_TOKEN: "true",
  LOG_LEVEL: "warn",
  FAIRLEAD_SECRET: randomBytes(32).toString("base64url"),
  FAIRLEAD_VAULT_KEYS: `bench:${randomBytes(32).toString("base64")}`,
};
try {
  await measure("floor, Koa that echoes", [env], { program: "koa-echo", status: "200" });
  if (values.mode.includes("embedded")) {
    const folder = mkdtempSync(join(tmpdir(), "fairlead-burst-"));
    await measure("embedded, one server", [{ ...env, FAIRLEAD_DATA: folder }]);
    rmSync(folder, { recursive: true, force: true });
  }
  const [postgres, redis] = values.mode.includes("cluster") ? [await testPostgres(), await testRedis()] : [];
  if (postgres !== undefined && redis !== undefined) {
    const shared = {
      ...env,
      FAIRLEAD_MIGRATE: "on",
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      REDIS_PREFIX: redis.prefix,
    };
    await measure("cluster, two servers", [shared, shared]);
  }
  await redis?.close();
  await postgres?.close();
} finally {
  await standIn.close();
}

async function measure(
  name: string,
  environments: readonly Readonly<Record<string, string>>[],
  { program, status } = { program: "delivered", status: "202" },
): Promise<void> {
  const servers: MeasuredServer[] = [];
  try {
    for (const each of environments) servers.push(await startMeasured(program, each));
    const ports = servers.map(({ url }) => Number(new URL(url).port));
    const load = { ports, connections: Number(values.connections), status };
    await sendBurst({ ...load, requests: signedRequests(WARM_UP.count, bytes), perSecond: WARM_UP.perSecond });
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      const requests = signedRequests(count, bytes);
      const before = await cpuUsOf(servers);
      const { perSecond, p50Ms, p99Ms, maxMs, refused, senderLateMs } = await sendBurst({
        ...load,
        requests,
        perSecond: rate,
      });
      const cpuUs = Math.round(((await cpuUsOf(servers)) - before) / count);
      const failed = Object.entries(refused).map(([answer, times]) => `${times} x ${answer}`);
      const ms = (value: number) => `${value.toFixed(1)} ms`;
      const kept = failed.length === 0 && p99Ms <= ACK_P99_MS;
      const verdict = failed.length > 0 ? failed.join(", ") : kept ? "ok" : `over ${ACK_P99_MS} ms`;
      process.stdout.write(
        `${name}: ${count} due at ${rate}/s, ${Math.round(perSecond)}/s acknowledged, p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}, ` +
          `at most ${ms(maxMs)}; ${cpuUs} us CPU each; sender late ${ms(senderLateMs)}; ${verdict}\n`,
      );
      if (!kept) process.exitCode = 1;
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function cpuUsOf(servers: readonly MeasuredServer[]): Promise<number> {
  const each = await Promise.all(servers.map((server) => server.cpuUs()));
  return each.reduce((sum, us) => sum + us, 0);
}
