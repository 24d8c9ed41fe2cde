/** A process of eight writers on the file or database of its argument. Each prints what the store has acknowledged. */
import { openPostgres } from "../open-postgres.ts";
import { openSqlite } from "../open-sqlite.ts";
import { postgresStore } from "../postgres-store.ts";
import { sqliteStore } from "../sqlite-store.ts";

const WRITERS = 8;
const place = process.argv[2] ?? "";
const store = place.startsWith("postgres:")
  ? postgresStore(openPostgres({ url: place, poolSize: WRITERS }).database)
  : sqliteStore(openSqlite(place));

async function write(writer: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const key = `row/${process.pid}/${writer}/${count % 25}`;
    const lists = ["all", `of/${writer}`];
    await (count < 25 ? store.set(key, count, Infinity, lists) : store.swap(key, count - 25, count));
    process.stdout.write(`${key} ${count}\n`);
    // Somebody else's turn.
    await new Promise(setImmediate);
  }
}

// A store that is gone ends the writers; what it had acknowledged by then is told.
await Promise.allSettled(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
