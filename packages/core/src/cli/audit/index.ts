import type { Command } from "../command.ts";
import { auditExport } from "./audit-export.ts";
import { auditHash } from "./audit-hash.ts";
import { auditQuery } from "./audit-query.ts";
import { auditTail } from "./audit-tail.ts";
import { auditVerify } from "./audit-verify.ts";

/** What operators do with the audit log. */
export const auditCommands: readonly Command[] = [auditVerify, auditQuery, auditTail, auditExport, auditHash];
