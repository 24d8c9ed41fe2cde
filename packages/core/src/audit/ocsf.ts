import type { AuditRecord } from "./event.ts";

/** OCSF 1.6, API Activity: category 6 (application), class 6003. */
const CATEGORY = 6;
const CLASS = 6003;
const ACTIVITY = { create: 1, read: 2, update: 3, delete: 4, other: 99 } as const;
/** A question, and work that goes on as a task, are answers. */
const WENT_WELL: ReadonlySet<string> = new Set(["ok", "input_required", "task"]);
const STATUS = { unknown: 0, success: 1, failure: 2 } as const;

/** A record as an event of the Open Cybersecurity Schema Framework, for tools that collect those. */
export function toOcsf(record: AuditRecord): Record<string, unknown> {
  const activity = activityOf(record);
  return {
    category_uid: CATEGORY,
    class_uid: CLASS,
    type_uid: CLASS * 100 + activity,
    activity_id: activity,
    severity_id: 1,
    time: record.tsMs,
    duration: record.durationMs,
    status_id: statusOf(record),
    status_code: record.result?.code === undefined ? undefined : String(record.result.code),
    status_detail: record.result?.status,
    metadata: {
      version: "1.6.0",
      uid: `${record.logId}/${record.seq}`,
      correlation_uid: record.opId,
      product: { name: "Fairlead", vendor_name: "Fairlead" },
      log_name: record.logId,
    },
    actor: { user: { uid: record.actor.subject, org: { uid: record.actor.tenant } }, app_uid: record.actor.clientId },
    api: {
      operation: record.tool ?? record.action,
      service: { name: record.connector },
      request: { uid: record.requestId, data: record.args },
      response: { code: record.result?.code },
    },
    resources: record.targets?.map((name) => ({ name })) ?? [],
    unmapped: { phase: record.phase, mode: record.mode, prev: record.prev, hash: record.hash, trace: record.traceId },
  };
}

function activityOf({ effect }: AuditRecord): number {
  switch (effect) {
    case "read":
      return ACTIVITY.read;
    case "write":
      return ACTIVITY.update;
    case "delete":
      return ACTIVITY.delete;
    case undefined:
      return ACTIVITY.other;
  }
}

function statusOf({ result }: AuditRecord): number {
  if (result === undefined || result.status === "unknown") return STATUS.unknown;
  return WENT_WELL.has(result.status) ? STATUS.success : STATUS.failure;
}
