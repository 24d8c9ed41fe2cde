import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { AuditError } from "../../audit/index.ts";
import { principalKey } from "../../auth/index.ts";
import { auditEventOfRequest } from "../call/audit-event.ts";
import type { Connector } from "../../connector/index.ts";
import type { CallTrace } from "../../observe/index.ts";
import type { CallRecord } from "../call-record.ts";
import { isOurs } from "../is-ours.ts";
import type { RequestScope } from "./request-scope.ts";
import type { Sender } from "./sender.ts";

/** What a handler learns on the way that its record should tell. */
export type Notes = Partial<Pick<CallRecord, "outcome" | "code" | "stage" | "target" | "upstream">>;

export type Observed = Sender & Pick<CallRecord, "method" | "target">;

/** Names come from clients: whatever they are, a record stays small. */
const MAX_TARGET = 128;

/**
 * Runs one request and leaves exactly one record of it, however it ends.
 *
 * @throws ProtocolError, and nothing else: the SDK sends the message of whatever it catches.
 */
export async function observed<T>(scope: RequestScope, what: Observed, work: (notes: Notes) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const notes: Notes = {};
  try {
    return await work(notes);
  } catch (error) {
    const told = error instanceof ProtocolError ? error : hidden(scope, error);
    notes.outcome ??= "protocol_error";
    notes.code ??= told.code;
    throw told;
  } finally {
    const { trace } = scope.caller;
    trace?.enter("metrics");
    const record = recordOf(scope, what, notes, performance.now() - startedAt);
    scope.runtime.record(record);
    if (isDecision(record)) {
      trace?.enter("audit");
      await audit(scope, record);
    }
    trace?.enter("reply");
  }
}

/** Lists say nothing about anybody's data; a call puts itself on record unless it came to no tool at all. */
function isDecision({ method, outcome }: CallRecord): boolean {
  if (method === "tools/call") return outcome === "protocol_error";
  return method === "resources/read" || method === "prompts/get";
}

/** @throws ProtocolError where the operator wants no reply without a record. */
async function audit({ runtime, caller }: RequestScope, record: CallRecord): Promise<void> {
  try {
    await runtime.audit.note(auditEventOfRequest(runtime, caller, record));
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const message = "Requests must be put on record, and the audit log cannot be written now. Try again in a moment.";
    throw new ProtocolError(ProtocolErrorCode.InternalError, message);
  }
}

function hidden({ runtime, caller: { requestId } }: RequestScope, error: unknown): ProtocolError {
  runtime.reportError(error, { requestId });
  const message = `Internal error. The operator finds it in the log under ${requestId}.`;
  return new ProtocolError(ProtocolErrorCode.InternalError, message);
}

function recordOf({ runtime, caller }: RequestScope, what: Observed, notes: Notes, durationMs: number): CallRecord {
  const target = (notes.target ?? what.target)?.slice(0, MAX_TARGET);
  // Only a name that the connector does not have ends in an error of the protocol.
  const certain = target === undefined || notes.outcome !== "protocol_error";
  return {
    requestId: caller.requestId,
    connector: runtime.connector.name,
    protocolVersion: what.protocolVersion,
    method: what.method,
    target,
    targetIsOurs: certain || isOurs(runtime.connector, what.method, target),
    outcome: notes.outcome ?? "ok",
    code: notes.code,
    stage: notes.stage,
    durationMs,
    client: what.client,
    principal: principalKey(caller.principal),
    upstream: notes.upstream,
    ...(caller.trace && traced(caller.trace, runtime.connector, what, notes)),
  };
}

/** Tells the trace how it ended, and the record what the trace knows. */
function traced(
  trace: CallTrace,
  connector: Connector,
  what: Observed,
  { target, outcome = "ok", code, stage }: Notes,
) {
  const prompt =
    what.method === "prompts/get" ? connector.prompts?.find(({ name }) => name === what.target) : undefined;
  trace.describe({
    protocolVersion: what.protocolVersion,
    client: what.client,
    outcome,
    code,
    stage,
    // Of `call_tool`, the tool that ran.
    ...(what.method === "tools/call" && target !== undefined && { tool: target }),
    prompt: prompt?.name,
  });
  return { traceId: trace.traceId, timing: trace.timing() };
}
