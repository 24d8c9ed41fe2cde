import type { Migration } from "./migration.ts";

/**
 * What one person did, and what was done with one tool, is found without reading what all others did. Indexes of what the
 * body says, not columns: replicas of an earlier version go on writing records that are found as well.
 */
export const auditWhoAndWhat: Migration = {
  number: 6,
  name: "audit-who-and-what",
  sqlite: `
    CREATE INDEX audit_record_subject ON audit_record (json_extract(body, '$.actor.subject'), ts_ms);
    CREATE INDEX audit_record_tool ON audit_record (json_extract(body, '$.tool'), ts_ms);
  `,
  postgres: `
    CREATE INDEX audit_record_subject ON audit_record ((body::json #>> '{actor,subject}') COLLATE "C", ts_ms);
    CREATE INDEX audit_record_tool ON audit_record ((body::json ->> 'tool') COLLATE "C", ts_ms);
  `,
};
