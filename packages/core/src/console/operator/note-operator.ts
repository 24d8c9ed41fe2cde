import { randomUUID } from "node:crypto";
import { TENANT, type AuthContext } from "../../auth/index.ts";
import type { AuditEvent, AuditResult } from "../../audit/index.ts";
import type { ConsoleParts } from "../console-parts.ts";

/** Puts on record what an operator did. */
export async function noteOperator(
  { audit }: Pick<ConsoleParts, "audit">,
  ctx: AuthContext,
  did: Pick<AuditEvent, "phase" | "action" | "connection"> & {
    who: string;
    status: AuditResult["status"];
    connector?: string;
  },
): Promise<void> {
  const { who, status, connector = "", ...event } = did;
  await audit.log.note({
    ...event,
    opId: randomUUID(),
    connector,
    actor: { tenant: TENANT, subject: `operator:${who}` },
    requestId: ctx.state.requestId,
    result: { status },
  });
}
