import { records } from "./0001-records.ts";
import { audit } from "./0002-audit.ts";
import type { Migration } from "./migration.ts";

/** Every step, in order. */
export const migrations: readonly Migration[] = [records, audit];
