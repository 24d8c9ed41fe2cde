import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { afterAll, expect, test } from "vitest";
import { coreSettings, loadSettings } from "../config/index.ts";
import { migrateState } from "../store/index.ts";
import { callUntilKilled, LEAST_ACKNOWLEDGED } from "./testing/call-until-killed.ts";
import { openAuditAt } from "./testing/open-at.ts";
import { verifyLogs } from "./verify-logs.ts";

/** `FAULTS=long`: twenty-five kills. */
const ROUNDS = process.env["FAULTS"] === "long" ? 25 : 2;
const SLOW = 300_000;

const folder = mkdtempSync(join(tmpdir(), "audit-crash-"));
const services = await Promise.all([testPostgres(), testRedis()]);
const [postgres, redis] = services;
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(services.map(async (each) => each?.close()));
});

test.skipIf(postgres === undefined || redis === undefined)(
  `kill -9 of a replica in ${ROUNDS} rounds under load, records in Postgres: nothing acknowledged is lost, no chain is broken`,
  async () => {
    const shared = { DATABASE_URL: postgres?.url ?? "", REDIS_URL: redis?.url ?? "" };
    await migrateState(loadSettings(coreSettings, { env: shared }));
    const data = join(folder, "shared");
    for (let round = 0; round < ROUNDS; round += 1) {
      const told = await callUntilKilled(data, "database", shared);
      const audit = await openAuditAt(data, "database", shared);
      const phases = new Map<string, string[]>();
      // Each process has a log of its own.
      for (const logId of await audit.sink.logIds()) {
        for await (const { opId, phase } of audit.sink.follow(logId, 0))
          phases.set(opId, [...(phases.get(opId) ?? []), phase]);
      }
      expect(told.intent.size + told.outcome.size).toBeGreaterThanOrEqual(LEAST_ACKNOWLEDGED);
      for (const opId of told.intent) expect(phases.get(opId)?.[0]).toBe("intent");
      for (const opId of told.outcome) expect(phases.get(opId)).toEqual(["intent", "outcome"]);
      const notes = (await audit.checkpoints?.all()) ?? [];
      expect(await verifyLogs(audit.sink, { notes, notary: audit.notary })).toMatchObject({ problems: [] });
      await audit.close();
    }
  },
  SLOW,
);
