import { createHash } from "node:crypto";

/** One step of the schema, in the words of each database. Once released it is never changed: the next step changes it. */
export interface Migration {
  /** 1, 2, 3, … without a gap. */
  number: number;
  name: string;
  /** One statement or several, with semicolons between. */
  sqlite: string;
  postgres: string;
}

/** A step that a database has taken. */
export interface Applied {
  number: number;
  name: string;
  checksum: string;
}

export type Dialect = "sqlite" | "postgres";

/** What a step was when it was taken. White space is no change. */
export function checksumOf(migration: Migration, dialect: Dialect): string {
  return createHash("sha256").update(migration[dialect].replaceAll(/\s+/g, " ").trim()).digest("hex");
}
