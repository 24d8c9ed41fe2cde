import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { testPostgres } from "@fairlead/sandbox/services";
import { afterAll, describe, expect, test } from "vitest";
import { openPostgres } from "../open-postgres.ts";
import { checkPostgresSchema, migratePostgres, migrateSqlite, migrations, type Migration } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "migrations-"));
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(folder, { recursive: true });
});

const step = (number: number, name: string, sql: string): Migration => ({ number, name, sqlite: sql, postgres: sql });
const first = step(1, "cups", "CREATE TABLE cup (n integer)");
const second = step(2, "plates", "CREATE TABLE plate (n integer)");
const broken = step(2, "plates", "CREATE TABLE plate (n integer); INSERT INTO nowhere VALUES (1)");
const otherFirst = step(1, "cups", "CREATE TABLE cup (n integer, m integer)");

test("the steps are numbered 1, 2, 3, … and each has its name once", () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
  expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
});

interface Tried {
  migrate(known: readonly Migration[]): Promise<readonly Migration[]>;
  has(table: string): Promise<boolean>;
}

/** What holds whichever database it is. */
function eachDatabase(name: string, open: () => Promise<Tried>): void {
  describe(name, () => {
    test("takes the missing steps, each once", async () => {
      const database = await open();
      expect(await database.migrate([first])).toEqual([first]);
      expect(await database.migrate([first, second])).toEqual([second]);
      expect(await database.migrate([first, second])).toEqual([]);
      expect([await database.has("cup"), await database.has("plate")]).toEqual([true, true]);
    });

    test("takes nothing of what fails in the middle", async () => {
      const database = await open();
      await database.migrate([first]);
      await expect(database.migrate([first, broken])).rejects.toThrow(/nowhere/);
      expect(await database.has("plate")).toBe(false);
      expect(await database.migrate([first, second])).toEqual([second]);
    });

    test("refuses a later version and changes nothing", async () => {
      const database = await open();
      await database.migrate([first, second]);
      await expect(database.migrate([first])).rejects.toMatchObject({
        name: "SchemaError",
        code: "newer",
        message: expect.stringMatching(/later version: it has taken step 2 \(plates\)/) as string,
      });
    });

    test("refuses a step that is not what it was; white space is no change", async () => {
      const database = await open();
      await database.migrate([first]);
      await expect(database.migrate([otherFirst, second])).rejects.toMatchObject({ code: "changed" });
      expect(await database.has("plate")).toBe(false);
      const spaced = step(1, "cups", "\n CREATE TABLE   cup (n integer)\n");
      expect(await database.migrate([spaced])).toEqual([]);
    });

    test("several that begin at once take turns: each step is taken once", async () => {
      const database = await open();
      const taken = await Promise.all(Array.from({ length: 4 }, () => database.migrate([first, second])));
      expect(taken.flat()).toEqual([first, second]);
    });
  });
}

let files = 0;
eachDatabase("SQLite", async () => {
  const file = join(folder, `${(files += 1)}.sqlite`);
  const open = () => {
    const database = new DatabaseSync(file, { timeout: 5_000 });
    closing.push(() => database.close());
    return database;
  };
  return {
    migrate: async (known) => migrateSqlite(open(), known),
    has: async (table) => open().prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table) !== undefined,
  };
});

const postgres = await testPostgres();
if (postgres) closing.push(() => postgres.close());

describe.skipIf(postgres === undefined)("with Postgres", () => {
  /** A schema of its own for each test. */
  const openSchema = async () => {
    const schema = await testPostgres();
    if (schema === undefined) throw new Error("Postgres has gone.");
    const opened = openPostgres({ url: schema.url, poolSize: 4 });
    closing.push(() => schema.close(), opened.close);
    return opened;
  };

  eachDatabase("Postgres", async () => {
    const { pool } = await openSchema();
    return {
      migrate: (known) => migratePostgres(pool, known),
      has: async (table) => (await pool.query("SELECT to_regclass($1) AS name", [table])).rows[0].name !== null,
    };
  });

  test("a step, and a wait for somebody else's, may take longer than any call", async ({ skip }) => {
    const schema = await testPostgres();
    if (schema === undefined) return skip();
    const url = new URL(schema.url);
    url.searchParams.set("statement_timeout", "200");
    url.searchParams.set("query_timeout", "300");
    const impatient = openPostgres({ url: url.href, poolSize: 2 });
    closing.push(() => schema.close(), impatient.close);
    const slow = step(1, "cups", "CREATE TABLE cup (n integer); SELECT pg_sleep(0.6)");
    const taken = await Promise.all([1, 2].map(() => migratePostgres(impatient.pool, [slow])));
    expect(taken.flat()).toEqual([slow]);
    await expect(impatient.pool.query("SELECT pg_sleep(0.6)")).rejects.toThrow(/timeout/);
  });

  test("looking at a schema changes nothing, and tells which steps are missing", async () => {
    const { pool } = await openSchema();
    const missing = { name: "SchemaError", code: "older" };
    await expect(checkPostgresSchema(pool, [first, second])).rejects.toMatchObject(missing);
    await migratePostgres(pool, [first]);
    await expect(checkPostgresSchema(pool, [first, second])).rejects.toMatchObject({
      ...missing,
      message: "The database lacks the schema's steps 2 (plates).",
    });
    await migratePostgres(pool, [first, second]);
    await checkPostgresSchema(pool, [first, second]);
    await expect(checkPostgresSchema(pool, [first])).rejects.toMatchObject({ code: "newer" });
  });
});
