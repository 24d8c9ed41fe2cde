import { testPostgres } from "@fairlead/sandbox/services";
import { afterAll, describe } from "vitest";
import { openPostgres } from "./open-postgres.ts";
import { migratePostgres } from "./migrations/index.ts";
import { postgresStore } from "./postgres-store.ts";
import { eachApart } from "./testing/each-apart.ts";
import { storeContract } from "./testing/store-contract.ts";

const postgres = await testPostgres();
const opened = postgres && openPostgres({ url: postgres.url, poolSize: 10 });
if (opened) await migratePostgres(opened.pool);

afterAll(async () => {
  await opened?.close();
  await postgres?.close();
});

describe.skipIf(opened === undefined)("with Postgres", () => {
  storeContract("postgres", (now) =>
    eachApart(postgresStore((opened as NonNullable<typeof opened>).database, { now })),
  );
});
