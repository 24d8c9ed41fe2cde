import { testPostgres } from "@fairlead/sandbox/services";
import { Pool } from "pg";
import { afterAll, describe } from "vitest";
import { migrations } from "../../store/index.ts";
import { sinkContract } from "../testing/sink-contract.ts";
import { postgresSink } from "./postgres-sink.ts";

const postgres = await testPostgres();
const opened = postgres && new Pool({ connectionString: postgres.url, max: 4 });
for (const { postgres: sql } of opened ? migrations : []) await opened?.query(sql);

afterAll(async () => {
  await opened?.end();
  await postgres?.close();
});

describe.skipIf(opened === undefined)("with Postgres", () => {
  const pool = opened as Pool;
  const fresh = async () => {
    await pool.query("TRUNCATE audit_record");
    return postgresSink(pool);
  };
  sinkContract("Postgres", fresh, { shared: true });
});
