export { migrations } from "./all.ts";
export { checkPostgresSchema, migratePostgres } from "./migrate-postgres.ts";
export { lackingInSqlite, migrateSqlite } from "./migrate-sqlite.ts";
export type { Migration } from "./migration.ts";
export { SchemaError } from "./schema-error.ts";
