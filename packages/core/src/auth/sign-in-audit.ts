import { randomUUID } from "node:crypto";
import type { AuditEvent, AuditPhase, AuditResult } from "../audit/index.ts";
import type { SignInEvent } from "./flow/index.ts";
import { TENANT } from "./server/tenant.ts";

const STATUS: Readonly<Record<SignInEvent["step"], AuditResult["status"]>> = {
  begun: "ok",
  signed_in: "ok",
  declined: "cancelled",
  failed: "tool_error",
  refused: "denied",
  disconnected: "ok",
  renamed: "ok",
};

const PHASE: Partial<Record<SignInEvent["step"], AuditPhase>> = { refused: "denied", renamed: "admin" };
const ACTION: Partial<Record<SignInEvent["step"], string>> = {
  disconnected: "connection.ended",
  renamed: "connection.renamed",
};

/** Error codes of OAuth and of ours; whatever else somebody put into a URL is not kept. */
const WORD = /^[a-z_]{1,60}$/;

/** What a step of a sign-in puts on record. */
export function signInAudit(event: SignInEvent): AuditEvent {
  const { step, connector, connection, clientId, reason, requestId, subject } = event;
  return {
    phase: PHASE[step] ?? "auth",
    opId: randomUUID(),
    requestId,
    connector,
    action: ACTION[step] ?? `sign_in.${step}`,
    connection,
    actor: { tenant: TENANT, subject: subject ?? "", clientId },
    result: { status: STATUS[step], code: reason !== undefined && WORD.test(reason) ? reason : undefined },
  };
}
