import type { Migration } from "./migration.ts";

/** The records of the store port, and the lists that they are found in. Keys begin with tenant and connector. */
export const records: Migration = {
  number: 1,
  name: "records",
  sqlite: `
    CREATE TABLE IF NOT EXISTS record (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      expires_at_ms INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS record_expiry ON record (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
    CREATE TABLE IF NOT EXISTS listing (
      name TEXT NOT NULL,
      key TEXT NOT NULL REFERENCES record (key) ON DELETE CASCADE,
      PRIMARY KEY (name, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS listing_key ON listing (key);
  `,
  // Collation "C": keys are compared byte by byte, whatever language the database speaks.
  postgres: `
    CREATE TABLE record (
      key text COLLATE "C" PRIMARY KEY,
      value text NOT NULL,
      expires_at_ms bigint
    );
    CREATE INDEX record_expiry ON record (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
    CREATE TABLE listing (
      name text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL REFERENCES record (key) ON DELETE CASCADE,
      PRIMARY KEY (name, key)
    );
    CREATE INDEX listing_key ON listing (key);
  `,
};
