import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "./open-sqlite.ts";

test("a new file that another process writes at this moment is waited for", async () => {
  const folder = mkdtempSync(join(tmpdir(), "open-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "fairlead.db");
  const holder = spawn(process.execPath, [join(import.meta.dirname, "testing/hold-file.ts"), file]);
  const ended = once(holder, "exit");
  await once(holder.stdout, "data");
  const database = openSqlite(file);
  expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  database.close();
  await ended;
});
