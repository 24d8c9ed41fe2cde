import type { AuditEvent } from "../event.ts";

let operations = 0;

/** An event as a call leaves it. */
export function eventOf(changes: Partial<AuditEvent> = {}): AuditEvent {
  operations += 1;
  return {
    phase: "outcome",
    opId: `op-${operations}`,
    connector: "toy",
    action: "tools/call",
    tool: "get_note",
    effect: "read",
    actor: { tenant: "acme", subject: "ada" },
    result: { status: "ok" },
    ...changes,
  };
}
