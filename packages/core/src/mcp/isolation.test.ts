import { afterAll, expect, test } from "vitest";
import { redisReplicas } from "../testing/index.ts";
import { isolationRun } from "./testing/isolation-run.ts";

const redis = await redisReplicas(2);
afterAll(() => redis?.close());

test("two tenants with fifty users each, 20,000 mixed calls, both kinds of credential header: nobody sees another's data", async () => {
  const prefix = `${redis?.prefix ?? "none"}:both/toy`;
  const report = await isolationRun({ calls: 20_000, maxMs: 280_000, redis: redis?.replicas ?? [], prefix });
  expect(report).toMatchObject({ crossReads: 0, failed: 0 });
  expect(report.calls).toBeGreaterThanOrEqual(20_000);
  // It is a test of the cache only where the cache has answered.
  expect(report.upstreamRequests).toBeLessThan(report.calls * 0.9);
}, 300_000);
