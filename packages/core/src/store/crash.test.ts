import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { privatePostgres } from "@fairlead/sandbox/services";
import { afterAll, describe, expect, test } from "vitest";
import { migratePostgres } from "./migrations/index.ts";
import { openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";
import { postgresStore } from "./postgres-store.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";

const ROUNDS = Number(process.env["CRASH_ROUNDS"] ?? 10);
const OPENS_WITHIN_MS = 1_000;
const LEAST_WRITES = 40;
const SLOW = 300_000;

const folder = mkdtempSync(join(tmpdir(), "crash-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(import.meta.dirname, "testing/write-and-tell.ts");

/** Writers that say what they were told was kept, until the kill. @returns key → value */
async function writeUntilKilled(place: string, kill: () => Promise<void>): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  const child = spawn(process.execPath, [program, place], { stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const [key = "", value = ""] = line.split(" ");
    told.set(key, value);
    if (told.size === LEAST_WRITES) await kill();
    if (told.size === LEAST_WRITES) child.kill("SIGKILL");
  }
  await exit;
  return told;
}

/** Everything that was told is there: the row, what it says or something later, and its place in the list. */
async function expectKept(store: Store, told: ReadonlyMap<string, string>): Promise<void> {
  const listed = new Set<string>();
  for (let after = ""; ;) {
    const page = await store.list("all", { after, limit: 500 });
    for (const { key } of page) listed.add(key);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.key;
  }
  for (const [key, value] of told) {
    expect(Number(await store.get(key))).toBeGreaterThanOrEqual(Number(value));
    expect(listed.has(key)).toBe(true);
  }
}

test(
  `kill -9 in ${ROUNDS} rounds of concurrent writes to one file: nothing that was acknowledged is lost`,
  async () => {
    const file = join(folder, "fairlead.db");
    let written = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const told = await writeUntilKilled(file, async () => {});
      written += told.size;
      const startedAt = performance.now();
      const database = openSqlite(file);
      const store = sqliteStore(database);
      await store.get("any");
      expect(performance.now() - startedAt).toBeLessThan(OPENS_WITHIN_MS);
      expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
      await expectKept(store, told);
      database.close();
    }
    expect(written).toBeGreaterThanOrEqual(ROUNDS * LEAST_WRITES);
  },
  SLOW,
);

describe("Postgres", () => {
  test(
    "kill -9 of the server in the middle of concurrent writes: nothing that was acknowledged is lost",
    async ({ skip }) => {
      const postgres = await privatePostgres();
      if (postgres === undefined) return skip();
      const opened = openPostgres({ url: postgres.url, poolSize: 4 });
      try {
        await migratePostgres(opened.pool);
        const told = await writeUntilKilled(postgres.url, () => postgres.kill());
        await postgres.start();
        await expectKept(postgresStore(opened.database), told);
        expect(told.size).toBeGreaterThanOrEqual(LEAST_WRITES);
      } finally {
        await opened.close();
        await postgres.close();
      }
    },
    SLOW,
  );
});
