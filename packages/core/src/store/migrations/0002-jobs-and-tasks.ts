import type { Migration } from "./migration.ts";

/** Jobs have a table in SQLite only: in cluster mode they are BullMQ's. A task's row is the truth about it in both. */
export const jobsAndTasks: Migration = {
  number: 2,
  name: "jobs-and-tasks",
  sqlite: `
    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      queue TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'completed', 'failed', 'cancelled')),
      run_at_ms INTEGER NOT NULL,
      lease_owner TEXT,
      lease_until_ms INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0,
      max_attempts INTEGER NOT NULL,
      keep_ms INTEGER NOT NULL,
      cancel_requested INTEGER NOT NULL DEFAULT 0,
      payload TEXT NOT NULL,
      progress TEXT,
      result TEXT,
      error TEXT,
      created_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX job_waiting ON job (queue, run_at_ms) WHERE state = 'waiting';
    CREATE INDEX job_leased ON job (queue, lease_until_ms) WHERE state = 'running';
    CREATE INDEX job_expiry ON job (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
    CREATE TABLE job_schedule (
      queue TEXT NOT NULL,
      key TEXT NOT NULL,
      every_ms INTEGER NOT NULL,
      next_at_ms INTEGER NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (queue, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE task (
      id TEXT PRIMARY KEY,
      tenant TEXT NOT NULL,
      connector TEXT NOT NULL,
      owner TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('working', 'input_required', 'completed', 'failed', 'cancelled')),
      version INTEGER NOT NULL,
      content TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX task_open ON task (tenant, connector, owner) WHERE status IN ('working', 'input_required');
    CREATE INDEX task_expiry ON task (expires_at_ms);
  `,
  postgres: `
    CREATE TABLE task (
      id text PRIMARY KEY,
      tenant text NOT NULL,
      connector text NOT NULL,
      owner text NOT NULL,
      status text NOT NULL CHECK (status IN ('working', 'input_required', 'completed', 'failed', 'cancelled')),
      version integer NOT NULL,
      content text NOT NULL,
      created_at_ms bigint NOT NULL,
      updated_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL
    );
    CREATE INDEX task_open ON task (tenant, connector, owner) WHERE status IN ('working', 'input_required');
    CREATE INDEX task_expiry ON task (expires_at_ms);
  `,
};
