import type { AuditRecord } from "../../audit/index.ts";

/** A record for people: when, who, what, how it ended, and by which ids it is found elsewhere. */
export function recordLine(record: AuditRecord): string {
  const { tsMs, phase, actor, connector, tool, action, named, mode, targets, result, requestId, durationMs } = record;
  const status = result === undefined ? "" : [result.status, result.code, result.stage].filter(isSaid).join("/");
  const parts = [
    new Date(tsMs).toISOString(),
    phase.padEnd(7),
    actor.subject || "-",
    [connector, tool ?? action, named].filter(isSaid).join(" "),
    mode && `(${mode})`,
    targets?.join(","),
    status,
    durationMs !== undefined && `${durationMs} ms`,
    requestId && `request ${requestId}`,
    result?.upstreamRequestIds?.length && `upstream ${result.upstreamRequestIds.join(",")}`,
  ];
  return parts.filter(isSaid).join("  ");
}

function isSaid<Part>(part: Part): part is Exclude<Part, undefined | "" | false | 0> {
  return part !== undefined && part !== "" && part !== false && part !== 0;
}
