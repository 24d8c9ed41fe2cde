import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { openSqlite } from "./open-sqlite.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { testClock } from "./testing/clock.ts";
import { storeContract } from "./testing/store-contract.ts";

const opened: { close(): void }[] = [];
const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "store-"));
  folders.push(path);
  return path;
}

function open(file: string, now: () => number = Date.now) {
  const database = openSqlite(file);
  opened.push(database);
  return sqliteStore(database, { now });
}

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

storeContract("sqlite in memory", (now) => open(":memory:", now));
storeContract("sqlite file", (now) => open(join(folder(), "fairlead.sqlite"), now));

test("what one process wrote, the next one finds", async () => {
  const file = join(folder(), "fairlead.sqlite");
  await open(file).set("a", { n: 1 }, Infinity, ["all"]);
  opened.pop()?.close();
  expect(await open(file).list("all")).toEqual([{ key: "a", value: { n: 1 } }]);
});

test("two connections to one file take turns", async () => {
  const file = join(folder(), "fairlead.sqlite");
  const [one, other] = [open(file), open(file)];
  const claims = await Promise.all(
    Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? one : other).claim(`key-${index >> 1}`, 60_000)),
  );
  expect(claims.filter(Boolean)).toHaveLength(100);
});

test("nobody but the owner can read the files, in a folder that it makes for itself", async () => {
  const file = join(folder(), "data", "fairlead.sqlite");
  await open(file).set("a", 1, Infinity);
  const modes = readdirSync(join(file, "..")).map((name) => [name, statSync(join(file, "..", name)).mode & 0o777]);
  expect(Object.fromEntries(modes)).toEqual({
    "fairlead.sqlite": 0o600,
    "fairlead.sqlite-shm": 0o600,
    "fairlead.sqlite-wal": 0o600,
  });
  expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
});

test("expired rows leave the file", async () => {
  const clock = testClock();
  const file = join(folder(), "fairlead.sqlite");
  const store = open(file, clock.now);
  for (let index = 0; index < 50; index += 1) await store.set(`old-${index}`, index, 1000, ["old"]);
  await store.set("kept", 1, Infinity, ["kept"]);
  clock.advance(1000);
  open(file, clock.now);
  const database = new DatabaseSync(file, { readOnly: true });
  opened.push(database);
  const count = (table: string) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"];
  expect([count("record"), count("listing")]).toEqual([1, 1]);
});
