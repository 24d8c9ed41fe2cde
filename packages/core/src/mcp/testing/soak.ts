import { parseArgs } from "node:util";
import { isolationRun } from "./isolation-run.ts";
import { redisReplicas } from "../../testing/index.ts";

/**
 * Two tenants with fifty users each ask for the same things on three replicas, over and over: nobody may ever get what is
 * another's. `pnpm soak --calls 1000000 --minutes 60`; ends at whichever comes first, and fails for a single cross read.
 */
const { values } = parseArgs({
  options: { calls: { type: "string", default: "200000" }, minutes: { type: "string", default: "15" } },
});
const calls = Number(values.calls);
const redis = await redisReplicas(3);
const prefix = `${redis?.prefix ?? "none"}:both/toy`;
const report = await isolationRun({
  calls,
  maxMs: Number(values.minutes) * 60_000,
  redis: redis?.replicas ?? [],
  prefix,
});
await redis?.close();
process.stdout.write(`${JSON.stringify({ replicas: redis?.replicas.length ?? 1, ...report })}\n`);
process.exitCode = report.crossReads === 0 && report.failed === 0 && report.calls >= calls ? 0 : 1;
