import { randomUUID } from "node:crypto";
import { TENANT, type AuthContext } from "../../auth/index.ts";
import type { AuditEvent, AuditResult } from "../../audit/index.ts";
import type { ConsoleParts } from "../console-parts.ts";

type Did = Pick<AuditEvent, "phase" | "action" | "connection"> & {
  who: string;
  status: AuditResult["status"];
  connector?: string;
};

/** Puts on record what an operator did. */
export async function noteOperator({ audit }: Pick<ConsoleParts, "audit">, ctx: AuthContext, did: Did): Promise<void> {
  await audit.log.note(eventOf(ctx, did));
}

/**
 * Puts on record what an operator is about to do.
 *
 * @throws AuditError when that cannot be: then it must not be done.
 */
export async function intendAsOperator(
  { audit }: Pick<ConsoleParts, "audit">,
  ctx: AuthContext,
  will: Did,
): Promise<void> {
  await audit.log.intend(eventOf(ctx, will));
}

function eventOf(ctx: AuthContext, { who, status, connector = "", ...event }: Did): AuditEvent {
  return {
    ...event,
    opId: randomUUID(),
    connector,
    actor: { tenant: TENANT, subject: `operator:${who}` },
    requestId: ctx.state.requestId,
    result: { status },
  };
}
