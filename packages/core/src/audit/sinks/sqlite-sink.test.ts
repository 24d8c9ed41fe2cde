import { openSqlite } from "../../store/index.ts";
import { sinkContract } from "../testing/sink-contract.ts";
import { sqliteSink } from "./sqlite-sink.ts";

sinkContract("SQLite", async () => sqliteSink(openSqlite(":memory:")), { shared: true });
