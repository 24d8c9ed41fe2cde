import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * `pnpm faults`: the suites that kill and break things, in their long form, one after the other: outages of ten seconds, half
 * a minute of 500 ms latency, 200 calls a second with 500 open streams, 50 rounds of `kill -9`,
 * 1,000 writes whose answer is cut off, 1,000 messages of which each is posted once. Words behind it choose files.
 */
const suites = [
  "apps/github/test/cut-off.test.ts",
  "apps/hub/test/replicas",
  "apps/slack/test/once.test.ts",
  "packages/core/src/audit/broken-database.test.ts",
  "packages/core/src/audit/crash-of-replicas.test.ts",
  "packages/core/src/audit/crash.test.ts",
  "packages/core/src/jobs/kill.test.ts",
  "packages/core/src/mcp/redis-faults.test.ts",
  "packages/core/src/store/crash.test.ts",
];
const chosen = process.argv.slice(2);
const child = spawn("vitest", ["run", "--no-file-parallelism", ...(chosen.length > 0 ? chosen : suites)], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  env: { ...process.env, FAULTS: "long" },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
