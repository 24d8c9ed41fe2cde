import type { Migration } from "./migration.ts";

/** What was done with one connection is found without reading what was done with all others. */
export const auditConnection: Migration = {
  number: 5,
  name: "audit-connection",
  sqlite: `
    ALTER TABLE audit_record ADD COLUMN connection TEXT;
    UPDATE audit_record SET connection = json_extract(body, '$.connection');
    CREATE INDEX audit_record_connection ON audit_record (connection, ts_ms);
  `,
  postgres: `
    ALTER TABLE audit_record ADD COLUMN connection text COLLATE "C";
    UPDATE audit_record SET connection = body::json ->> 'connection';
    CREATE INDEX audit_record_connection ON audit_record (connection, ts_ms);
  `,
};
