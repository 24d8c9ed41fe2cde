import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

// Writes to the file that it is given, says so, and goes on for a while: as a process does that has just made it.
const database = new DatabaseSync(process.argv[2] ?? "");
database.exec("BEGIN IMMEDIATE; CREATE TABLE held (n integer)");
process.stdout.write("held");
await sleep(300);
database.exec("ROLLBACK");
database.close();
