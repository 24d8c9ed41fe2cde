import { randomUUID } from "node:crypto";
import { privatePostgres } from "@fairlead/sandbox/services";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AuditError } from "./audit-error.ts";
import { checkChain } from "./check-chain.ts";
import { migrations } from "../store/index.ts";
import { postgresSink } from "./sinks/postgres-sink.ts";
import { eventOf } from "./testing/events.ts";
import { createWriter, type Writer } from "./writer.ts";

/** `FAULTS=long`: twenty kills. */
const LONG = process.env["FAULTS"] === "long";
const ROUNDS = LONG ? 20 : 2;
const CALLERS = 8;
const LEAST = 50;
const IN_TIME_MS = 1_000;
const SLOW = 300_000;

const postgres = await privatePostgres();
afterAll(() => postgres?.close());

describe.skipIf(postgres === undefined)("a log in Postgres", () => {
  let pool: Pool;
  beforeAll(async () => {
    pool = new Pool({ connectionString: postgres?.url, max: 2, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
    pool.on("error", () => {});
    pool.on("connect", (client) => client.on("error", () => {}));
    for (const { postgres: sql } of migrations) await pool.query(sql);
  });
  afterAll(() => pool.end());

  let logId: string;
  beforeEach(async () => {
    logId = randomUUID();
    await postgres?.start();
  });

  const open = (): Writer => createWriter({ sink: postgresSink(pool), logId });

  async function recorded(): Promise<string[]> {
    const check = checkChain(logId);
    const ids: string[] = [];
    for await (const record of postgresSink(pool).follow(logId, 0)) {
      check.take(record);
      ids.push(record.opId);
    }
    expect(check.problems).toEqual([]);
    return ids;
  }

  test(
    `whose server is killed (kill -9) in ${ROUNDS} rounds under load loses nothing acknowledged, and no chain breaks`,
    async () => {
      const writer = open();
      const acknowledged = new Set<string>();
      let refused = 0;
      let ended = false;
      const call = async (caller: number) => {
        for (let at = 0; !ended; at += 1) {
          const opId = `${caller}-${at}`;
          await writer.append(eventOf({ opId })).then(
            () => acknowledged.add(opId),
            async (error: unknown) => {
              if (!(error instanceof AuditError)) throw error;
              refused += 1;
              await new Promise(setImmediate);
            },
          );
        }
      };
      const callers = Array.from({ length: CALLERS }, (_, caller) => call(caller));
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          const before = acknowledged.size;
          await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + LEAST);
          await postgres?.kill();
          const refusedBefore = refused;
          await expect.poll(() => refused, { timeout: 5_000 }).toBeGreaterThan(refusedBefore);
          await postgres?.start();
        }
        const last = acknowledged.size;
        await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(last + LEAST);
      } finally {
        ended = true;
      }
      await Promise.all(callers);
      await writer.close();
      const written = await recorded();
      expect(new Set(written).size).toBe(written.length);
      expect([...acknowledged].filter((opId) => !written.includes(opId))).toEqual([]);
    },
    SLOW,
  );

  test(
    "whose server stands still refuses within a second, and is used again once it goes on",
    async () => {
      const writer = open();
      await writer.append(eventOf({ opId: "before" }));
      postgres?.pause();
      try {
        for (const opId of ["first", "second"]) {
          const startedAt = performance.now();
          await expect(writer.append(eventOf({ opId }))).rejects.toThrow(AuditError);
          expect(performance.now() - startedAt).toBeLessThan(IN_TIME_MS);
        }
      } finally {
        postgres?.resume();
      }
      const tryNow = () =>
        writer.append(eventOf({ opId: "after" })).then(
          () => "written",
          () => "refused",
        );
      await expect.poll(tryNow, { timeout: 15_000 }).toBe("written");
      await writer.close();
      const written = await recorded();
      expect([written[0], written.at(-1), written.includes("second")]).toEqual(["before", "after", false]);
    },
    SLOW,
  );

  test("whose database may not be written any more refuses at once, and is used again when it may", async () => {
    const writer = open();
    await writer.append(eventOf({ opId: "before" }));
    // A session that may write whatever the server says: those of the log are to obey it.
    const admin = new Client({ connectionString: postgres?.url, options: "-c default_transaction_read_only=off" });
    await admin.connect();
    const say = async (mode: "on" | "off") => {
      await admin.query(`ALTER SYSTEM SET default_transaction_read_only = ${mode}`);
      await admin.query("SELECT pg_reload_conf()");
    };
    const outcome = () =>
      writer.append(eventOf()).then(
        () => "written",
        (error: unknown) => (error as AuditError).code,
      );
    await say("on");
    try {
      await expect.poll(outcome, { timeout: 5_000 }).toBe("25006");
      const startedAt = performance.now();
      expect(await outcome()).toBe("25006");
      expect(performance.now() - startedAt).toBeLessThan(IN_TIME_MS);
    } finally {
      await say("off");
      await admin.end();
    }
    await expect.poll(outcome, { timeout: 5_000 }).toBe("written");
    await recorded();
  });
});
