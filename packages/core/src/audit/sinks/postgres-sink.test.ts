import { testPostgres } from "@fairlead/sandbox/services";
import { afterAll, describe } from "vitest";
import { migratePostgres } from "../../store/migrations/index.ts";
import { openPostgres } from "../../store/open-postgres.ts";
import { sinkContract } from "../testing/sink-contract.ts";
import { postgresSink } from "./postgres-sink.ts";

const postgres = await testPostgres();
const opened = postgres && openPostgres({ url: postgres.url, poolSize: 4 });
if (opened) await migratePostgres(opened.pool);

afterAll(async () => {
  await opened?.close();
  await postgres?.close();
});

describe.skipIf(opened === undefined)("with Postgres", () => {
  const { pool } = opened as NonNullable<typeof opened>;
  const fresh = async () => {
    await pool.query("TRUNCATE audit_record");
    return postgresSink(pool);
  };
  sinkContract("Postgres", fresh, { shared: true });
});
