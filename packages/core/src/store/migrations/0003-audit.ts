import type { Migration } from "./migration.ts";

/** Audit records as they were hashed, with what they are found by. The text of `body` is never rewritten. */
export const audit: Migration = {
  number: 3,
  name: "audit",
  sqlite: `
    CREATE TABLE audit_record (
      log_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      ts_ms INTEGER NOT NULL,
      op_id TEXT NOT NULL,
      phase TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (log_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX audit_record_time ON audit_record (ts_ms);
    CREATE INDEX audit_record_operation ON audit_record (op_id);
  `,
  postgres: `
    CREATE TABLE audit_record (
      log_id text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      ts_ms bigint NOT NULL,
      op_id text COLLATE "C" NOT NULL,
      phase text NOT NULL,
      body text NOT NULL,
      PRIMARY KEY (log_id, seq)
    );
    CREATE INDEX audit_record_time ON audit_record (ts_ms);
    CREATE INDEX audit_record_operation ON audit_record (op_id);
  `,
};
