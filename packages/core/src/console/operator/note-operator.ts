import { randomUUID } from "node:crypto";
import { TENANT, type AuthContext } from "../../auth/index.ts";
import type { AuditEvent, AuditResult } from "../../audit/index.ts";
import type { ConsoleParts } from "../console-parts.ts";

type Will = Pick<AuditEvent, "action" | "connection"> & { who: string; connector?: string };
type Did = Will & Pick<AuditEvent, "phase"> & { status: AuditResult["status"] };

/** Puts on record what an operator did. */
export async function noteOperator({ audit }: Pick<ConsoleParts, "audit">, ctx: AuthContext, did: Did): Promise<void> {
  const { phase, status, ...will } = did;
  await audit.log.note({ ...eventOf(ctx, will), phase, result: { status } });
}

/**
 * Puts on record what an operator is about to do.
 *
 * @returns what puts on record how that ended.
 * @throws AuditError when that cannot be: then it must not be done.
 */
export async function intendAsOperator(
  { audit: { log } }: Pick<ConsoleParts, "audit">,
  ctx: AuthContext,
  will: Will,
): Promise<(status: AuditResult["status"]) => Promise<void>> {
  const event = eventOf(ctx, will);
  await log.intend({ ...event, phase: "intent" });
  return (status) => log.settle({ ...event, phase: "outcome", result: { status } });
}

function eventOf(ctx: AuthContext, { who, connector = "", ...event }: Will): Omit<AuditEvent, "phase"> {
  return {
    ...event,
    opId: randomUUID(),
    connector,
    actor: { tenant: TENANT, subject: `operator:${who}` },
    requestId: ctx.state.requestId,
  };
}
