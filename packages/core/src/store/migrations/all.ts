import { records } from "./0001-records.ts";
import { jobsAndTasks } from "./0002-jobs-and-tasks.ts";
import { audit } from "./0003-audit.ts";
import { webhookInbox } from "./0004-webhook-inbox.ts";
import { auditConnection } from "./0005-audit-connection.ts";
import { auditWhoAndWhat } from "./0006-audit-who-and-what.ts";
import type { Migration } from "./migration.ts";

/** Every step, in order. */
export const migrations: readonly Migration[] = [
  records,
  jobsAndTasks,
  audit,
  webhookInbox,
  auditConnection,
  auditWhoAndWhat,
];
