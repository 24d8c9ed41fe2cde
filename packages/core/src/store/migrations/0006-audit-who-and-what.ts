import type { Migration } from "./migration.ts";

/**
 * What one person did, what was done with one tool, and what one request came to is found without reading all the rest. Indexes of what the
 * body says, not columns: replicas of an earlier version go on writing records that are found as well.
 */
export const auditWhoAndWhat: Migration = {
  number: 6,
  name: "audit-who-and-what",
  sqlite: `
    CREATE INDEX audit_record_subject ON audit_record (json_extract(body, '$.actor.subject'), ts_ms);
    CREATE INDEX audit_record_tool ON audit_record (json_extract(body, '$.tool'), ts_ms);
    CREATE INDEX audit_record_request ON audit_record (json_extract(body, '$.requestId'), ts_ms);
  `,
  postgres: `
    CREATE INDEX audit_record_subject ON audit_record ((body::json #>> '{actor,subject}') COLLATE "C", ts_ms);
    CREATE INDEX audit_record_tool ON audit_record ((body::json ->> 'tool') COLLATE "C", ts_ms);
    CREATE INDEX audit_record_request ON audit_record ((body::json ->> 'requestId') COLLATE "C", ts_ms);
  `,
};
