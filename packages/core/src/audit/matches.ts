import type { AuditRecord, Withheld } from "./event.ts";
import type { AuditFilter, RecordPlace } from "./sink.ts";

/** Whether a record is one of those that a filter asks for. */
export function matches(record: AuditRecord, filter: AuditFilter): boolean {
  const { sinceMs = -Infinity, untilMs = Infinity } = filter;
  const same = (wanted: string | undefined, found: string | undefined) => wanted === undefined || wanted === found;
  return (
    record.tsMs >= sinceMs &&
    record.tsMs < untilMs &&
    same(filter.opId, record.opId) &&
    same(filter.tenant, record.actor.tenant) &&
    same(filter.subject, record.actor.subject) &&
    same(filter.connector, record.connector) &&
    same(filter.connection, record.connection) &&
    same(filter.tool, record.tool) &&
    same(filter.status, record.result?.status) &&
    same(filter.requestId, record.requestId) &&
    (filter.before === undefined || isBehind(record, filter.before)) &&
    (filter.target === undefined || record.targets?.includes(filter.target) === true) &&
    (filter.proof === undefined || holdsProof(record, filter.proof))
  );
}

function holdsProof({ args = {} }: AuditRecord, proof: string): boolean {
  return Object.values(args).some((value) => (value as Partial<Withheld> | null)?.hmac === proof);
}

/** Older; of the same millisecond, in the order that sinks give them in. */
export function isBehind(record: RecordPlace, place: RecordPlace): boolean {
  if (record.tsMs !== place.tsMs) return record.tsMs < place.tsMs;
  return record.logId === place.logId ? record.seq < place.seq : record.logId < place.logId;
}
