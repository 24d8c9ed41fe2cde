import type { Kysely } from "kysely";

/** The tables of the store port, as Kysely sees them. */
export interface StoreTables {
  record: { key: string; value: string; expires_at_ms: string | null };
  listing: { name: string; key: string };
}

/** The cluster's database. Other parts look at tables of their own with `withTables`. */
export type Database = Kysely<StoreTables>;
