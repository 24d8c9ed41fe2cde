import type { Redis } from "ioredis";
import type { DatabaseSync } from "node:sqlite";
import type { Pool } from "pg";
import type { Channel } from "./channel.ts";
import type { Database } from "./postgres-tables.ts";
import type { Store } from "./store.ts";

interface StateParts {
  /** What must last: grants, secrets, what a write did. */
  durable: Store;
  /** What is fast and may be lost at any time. */
  volatile: Store;
  /** What is still there after a restart, and may be lost in a power cut. */
  counts: Store;
  /** Between replicas. */
  channel: Channel;
  close(): Promise<void>;
}

/** One process alone with one file. */
export interface EmbeddedState extends StateParts {
  mode: "embedded";
  sqlite: DatabaseSync;
  /** The same file, for what may be lost in a power cut. */
  quickSqlite: DatabaseSync;
}

/** Replicas that share Postgres and Redis. */
export interface ClusterState extends StateParts {
  mode: "cluster";
  pool: Pool;
  database: Database;
  redis: Redis;
  /** For clients of Redis that need connections of their own kind (BullMQ). */
  redisUrl: string;
  /** What every key and channel in Redis begins with. */
  prefix: string;
}

/** Where everything is kept. There is one of it per process. */
export type State = EmbeddedState | ClusterState;
