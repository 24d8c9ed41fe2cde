import { randomUUID } from "node:crypto";
import type { Connector } from "../../connector/index.ts";
import type { AuditEvent, AuditPhase, AuditResult } from "../../audit/index.ts";
import type { CallRecord } from "../call-record.ts";
import type { Caller } from "../caller.ts";
import type { Runtime } from "../runtime.ts";
import type { Call } from "./call.ts";

/** What a call puts on record. What people wrote is in it as proof only. */
export function auditEventOf(call: Call, phase: AuditPhase, result?: AuditResult): AuditEvent {
  const { runtime, caller, entry, args } = call;
  const { connector, withhold } = runtime;
  return {
    ...senderOf(runtime, caller),
    opId: call.opId,
    phase,
    action: "tools/call",
    tool: entry.tool.name,
    effect: entry.tool.access,
    args: withhold.args(args, shownArguments(connector)),
    keyId: withhold.keyId,
    result,
    ...(phase === "outcome" && { durationMs: Math.round(performance.now() - call.startedAt) }),
  };
}

/** What any other request puts on record. */
export function auditEventOfRequest(runtime: Runtime, caller: Caller, record: CallRecord): AuditEvent {
  const { outcome, code, stage, upstream } = record;
  return {
    ...senderOf(runtime, caller),
    opId: randomUUID(),
    phase: "outcome",
    action: record.method,
    target: record.target,
    effect: "read",
    result: { status: outcome, code, stage, upstreamRequestIds: upstream?.requestIds },
    durationMs: Math.round(record.durationMs),
  };
}

function senderOf({ connector }: Runtime, { principal, connection, requestId }: Caller) {
  const { tenant, subject, clientId } = principal;
  return { requestId, connector: connector.name, connection: connection.id, actor: { tenant, subject, clientId } };
}

const shown = new WeakMap<Connector, ReadonlySet<string>>();

function shownArguments(connector: Connector): ReadonlySet<string> {
  const known = shown.get(connector);
  if (known !== undefined) return known;
  const names = new Set(["dry_run", "limit", ...(connector.recorded ?? [])]);
  shown.set(connector, names);
  return names;
}
