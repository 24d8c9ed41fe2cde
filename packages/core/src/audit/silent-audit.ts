import type { AuditLog } from "./audit-log.ts";

/** Puts nothing on record. For tests of other things. */
export function silentAudit(): AuditLog {
  return {
    intend: async () => {},
    settle: async () => {},
    note: async () => {},
    waiting: 0,
    trouble: undefined,
    probe: async () => {},
    close: async () => {},
  };
}
