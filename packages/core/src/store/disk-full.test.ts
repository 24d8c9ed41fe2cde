import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSqlite } from "./open-sqlite.ts";
import { sqliteStore } from "./sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "full-"));
afterAll(() => rmSync(folder, { recursive: true }));

const writer = join(import.meta.dirname, "testing/write-until-full.ts");
const BLOCKS_OF_512 = 2_000;

test("a full disk refuses the write with a clear error, keeps what was written, and goes on when there is room", async () => {
  const file = join(folder, "fairlead.db");
  // The shell's limit on a file's size: to the program, the disk is full there.
  const limited = `ulimit -f ${BLOCKS_OF_512}; exec "$0" "$1" "$2"`;
  const run = spawnSync("sh", ["-c", limited, process.execPath, writer, file], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  const told = JSON.parse(run.stdout) as { written: number; code: string; message: string; read: unknown };
  expect(told).toMatchObject({ code: "full", read: 0, message: expect.stringContaining("disk") as string });
  expect(told.written).toBeGreaterThan(5);

  const database = openSqlite(file);
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  const store = sqliteStore(database);
  const kept = await store.list("all", { limit: 10_000 });
  expect(kept.map(({ value }) => (value as { n: number }).n)).toEqual(
    Array.from({ length: told.written }, (_, n) => n),
  );
  await store.set("room again", 1, Infinity);
  database.close();
});
