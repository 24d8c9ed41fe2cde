import { checksumOf, type Applied, type Dialect, type Migration } from "./migration.ts";
import { SchemaError } from "./schema-error.ts";

/**
 * Compares the steps that a database has taken with those that this program knows.
 *
 * @returns the steps that are still to be taken, in their order.
 * @throws SchemaError newer when the database is ahead, changed when a step is not what it was.
 */
export function plan(dialect: Dialect, applied: readonly Applied[], known: readonly Migration[]): readonly Migration[] {
  const byNumber = new Map(known.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    const migration = byNumber.get(number);
    if (migration === undefined) {
      throw new SchemaError(
        "newer",
        `The database is of a later version: it has taken step ${number} (${name}), and this program knows ${known.length}. Start the version that wrote it, or a later one.`,
      );
    }
    if (checksumOf(migration, dialect) !== checksum) {
      throw new SchemaError(
        "changed",
        `Step ${number} (${name}) of the database's schema is not the one that this program has as ${number} (${migration.name}). Another build has written this database.`,
      );
    }
  }
  const taken = new Set(applied.map(({ number }) => number));
  return known.filter(({ number }) => !taken.has(number)).toSorted((a, b) => a.number - b.number);
}
