/** A process that writes to the file of its argument until it cannot, and tells how that was. */
import { openSqlite } from "../open-sqlite.ts";
import { sqliteStore } from "../sqlite-store.ts";
import { StoreError } from "../store-error.ts";

// What a write beyond the limit raises; without a listener it would end the process before the write can fail.
process.on("SIGXFSZ", () => {});
const store = sqliteStore(openSqlite(process.argv[2] ?? ""));
const keyOf = (n: number) => `row/${String(n).padStart(6, "0")}`;
let written = 0;
try {
  for (;;) {
    await store.set(keyOf(written), { n: written, filling: "x".repeat(20_000) }, Infinity, ["all"]);
    written += 1;
  }
} catch (error) {
  const { code, message } = error instanceof StoreError ? error : { code: "none", message: String(error) };
  const first = (await store.get(keyOf(0))) as { n: number };
  process.stdout.write(JSON.stringify({ written, code, message, read: first.n }));
}
