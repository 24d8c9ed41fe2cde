import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AuditRecord } from "./event.ts";
import { callUntilKilled, LEAST_ACKNOWLEDGED } from "./testing/call-until-killed.ts";
import { openAuditAt } from "./testing/open-at.ts";
import { verifyLogs } from "./verify-logs.ts";

/** `FAULTS=long`: fifty kills over both sinks. */
const ROUNDS = process.env["FAULTS"] === "long" ? 25 : 5;
const SLOW = 300_000;

const folder = mkdtempSync(join(tmpdir(), "audit-crash-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["database", "file"])(
  `kill -9 in ${ROUNDS} rounds under load, sink %s: nothing acknowledged is lost, no chain is broken, what nobody knows is said to be unknown`,
  async (sink) => {
    const data = join(folder, sink);
    for (let round = 0; round < ROUNDS; round += 1) {
      const told = await callUntilKilled(data, sink);
      const audit = await openAuditAt(data, sink);
      const byOp = new Map<string, AuditRecord[]>();
      for await (const record of audit.sink.follow("main", 0))
        byOp.set(record.opId, [...(byOp.get(record.opId) ?? []), record]);

      let unknown = 0;
      expect(told.intent.size + told.outcome.size).toBeGreaterThanOrEqual(LEAST_ACKNOWLEDGED);
      for (const opId of told.intent) {
        const [intent, outcome, ...more] = byOp.get(opId) ?? [];
        expect([intent?.phase, outcome?.phase, more]).toEqual(["intent", "outcome", []]);
        const status = outcome?.result?.status;
        expect(told.outcome.has(opId) ? ["ok"] : ["ok", "unknown"]).toContain(status);
        if (status === "unknown") unknown += 1;
      }
      expect(await audit.sink.openIntents("main")).toEqual([]);
      const notes = (await audit.checkpoints?.all()) ?? [];
      expect(await verifyLogs(audit.sink, { notes, notary: audit.notary })).toMatchObject({ problems: [] });
      await audit.close();
      expect(unknown).toBeGreaterThan(0);
    }
  },
  SLOW,
);
