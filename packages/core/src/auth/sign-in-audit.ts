import { randomUUID } from "node:crypto";
import type { AuditEvent, AuditResult } from "../audit/index.ts";
import type { SignInEvent } from "./flow/index.ts";
import { TENANT } from "./server/tenant.ts";

const STATUS: Readonly<Record<SignInEvent["step"], AuditResult["status"]>> = {
  begun: "ok",
  signed_in: "ok",
  declined: "cancelled",
  failed: "tool_error",
  refused: "denied",
};

/** What a step of a sign-in puts on record. */
export function signInAudit({ step, connector, clientId, reason, requestId, subject }: SignInEvent): AuditEvent {
  return {
    phase: step === "refused" ? "denied" : "auth",
    opId: randomUUID(),
    requestId,
    connector,
    action: `sign_in.${step}`,
    actor: { tenant: TENANT, subject: subject ?? "", clientId },
    result: { status: STATUS[step], code: reason },
  };
}
