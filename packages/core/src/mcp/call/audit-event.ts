import { randomUUID } from "node:crypto";
import type { AuditEvent, AuditPhase, AuditResult } from "../../audit/index.ts";
import type { Connector } from "../../connector/index.ts";
import { reachedByTool } from "../../policy/index.ts";
import type { CallRecord } from "../call-record.ts";
import type { Caller } from "../caller.ts";
import type { Runtime } from "../runtime.ts";
import { METHODS } from "../methods.ts";
import { toolNames } from "../tool-names.ts";
import { isOurs } from "../is-ours.ts";
import type { Call } from "./call.ts";

/** What a call puts on record. What people wrote is in it as proof only. */
export function auditEventOf(call: Call, phase: AuditPhase, result?: AuditResult): AuditEvent {
  const { runtime, caller, entry } = call;
  return {
    ...senderOf(runtime, caller),
    opId: call.opId,
    phase,
    action: "tools/call",
    tool: entry.tool.name,
    effect: entry.tool.access,
    mode: call.replayed ? "replay" : call.dryRun ? "dry_run" : undefined,
    targets: targetsOf(call),
    args: argumentsOf(call),
    keyId: runtime.withhold.keyId,
    result,
    ...(phase !== "intent" && { durationMs: Math.round(performance.now() - call.startedAt) }),
  };
}

/** What any other request puts on record. Names that clients made up are in it as proof only. */
export function auditEventOfRequest(runtime: Runtime, caller: Caller, record: CallRecord): AuditEvent {
  const { method, target, outcome, code, stage, upstream } = record;
  const named = target !== undefined && isOurs(runtime.connector, method, target) ? target : undefined;
  return {
    ...senderOf(runtime, caller),
    opId: randomUUID(),
    // A call that came to no tool: its list does not have it, by whatever rule.
    phase: method === "tools/call" ? "denied" : "outcome",
    action: method,
    ...(method === "tools/call" ? { tool: named } : { named, effect: "read" as const }),
    ...(target !== undefined &&
      named === undefined && { args: { name: runtime.withhold.value(target) }, keyId: runtime.withhold.keyId }),
    result: { status: outcome, code, stage, upstreamRequestIds: upstream?.requestIds },
    durationMs: Math.round(record.durationMs),
  };
}

/** A known principal whose token does not reach as far as the request (403, `insufficient_scope`). */
export function auditEventOfChallenge(runtime: Runtime, caller: Caller, body: unknown): AuditEvent {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown } };
  const tool = toolNames(runtime.connector).find((name) => method === "tools/call" && name === params?.name);
  return {
    ...senderOf(runtime, caller),
    opId: randomUUID(),
    phase: "denied",
    action: METHODS.find((known) => known === method) ?? "other",
    tool,
    result: { status: "denied", code: "insufficient_scope", stage: "bearer" },
  };
}

function senderOf({ connector }: Runtime, { principal, connection, requestId, trace }: Caller) {
  const { tenant, subject, clientId } = principal;
  return {
    requestId,
    traceId: trace?.traceId,
    connector: connector.name,
    connection: connection.id,
    actor: { tenant, subject, clientId },
  };
}

const MAX_TARGETS = 20;

/** What the call works on, as allow-lists name it; nothing before its input has been read. */
function targetsOf({ runtime, entry, input, inputRead, caller }: Call): string[] | undefined {
  const { reach } = runtime.connector;
  if (reach === undefined || !inputRead) return undefined;
  const reached = reachedByTool(reach, entry.tool, input, { id: caller.connection.id, identity: caller.identity });
  return reached.length === 0 ? undefined : reached.slice(0, MAX_TARGETS).map(({ name }) => name);
}

/** Values are shown once they are known to be what they should be; names that the tool does not have count as text. */
function argumentsOf({ runtime, entry, args, inputRead }: Call): Record<string, unknown> {
  const { connector, withhold } = runtime;
  const aliases = connector.spelling?.aliases ?? {};
  const [ours, others] = [true, false].map((known) =>
    Object.entries(args).filter(([name]) => (entry.fields.has(name) || Object.hasOwn(aliases, name)) === known),
  );
  return {
    ...withhold.args(Object.fromEntries(ours ?? []), inputRead ? shownArguments(connector) : NONE),
    ...((others ?? []).length > 0 && { "": withhold.value(Object.fromEntries(others ?? [])) }),
  };
}

const NONE: ReadonlySet<string> = new Set();
const shown = new WeakMap<Connector, ReadonlySet<string>>();

function shownArguments(connector: Connector): ReadonlySet<string> {
  const known = shown.get(connector);
  if (known !== undefined) return known;
  const names = new Set(["dry_run", "limit", ...(connector.recorded ?? [])]);
  shown.set(connector, names);
  return names;
}
