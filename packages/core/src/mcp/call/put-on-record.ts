import { AuditError, type AuditResult } from "../../audit/index.ts";
import { ToolError } from "../../connector/index.ts";
import type { CallRecord } from "../call-record.ts";
import { auditEventOf } from "./audit-event.ts";
import type { Call, Stage } from "./call.ts";

const RETRY_AFTER_S = 5;
/** Stages that refuse by somebody's rule, not for what the call is. */
const RULES: ReadonlySet<string> = new Set(["limit", "policy"]);

/** DESIGN §8: a write is sent once its intent is on record, and not otherwise. */
export const putOnRecord: Stage = {
  name: "audit",
  run: async (call, next) => {
    if (call.entry.tool.access !== "read" && !call.dryRun) {
      await call.runtime.audit.intend(auditEventOf(call, "intent")).catch(refuse);
      call.intended = true;
    }
    return next();
  },
};

/**
 * Puts on record how a call ended.
 *
 * @throws ToolError where the operator wants no reply without a record (AUDIT_MODE strict).
 */
export async function recordOutcome(
  call: Call,
  { outcome, code, stage, upstream }: Pick<CallRecord, "outcome" | "code" | "stage" | "upstream">,
): Promise<void> {
  const denied = !call.intended && stage !== undefined && RULES.has(stage);
  const status = denied ? "denied" : outcome;
  const result: AuditResult = { status, code, stage, upstreamRequestIds: upstream?.requestIds };
  const event = auditEventOf(call, denied ? "denied" : "outcome", result);
  if (call.intended) await call.runtime.audit.settle(event);
  else await call.runtime.audit.note(event).catch(refuse);
}

function refuse(error: unknown): never {
  if (!(error instanceof AuditError)) throw error;
  throw new ToolError(
    "upstream_unavailable",
    "Nothing was sent: calls must be put on record, and the audit log cannot be written now. Try again in a moment; if that does not help, tell the operator.",
    { retryAfterS: RETRY_AFTER_S, cause: error },
  );
}
