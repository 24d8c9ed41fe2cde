import { matches, type AuditFilter, type AuditRecord, type AuditSink } from "../../audit/index.ts";

/** @returns what gives, each time, the records that have come since the time before, of logs that are new as well. */
export async function newRecords(
  sink: Pick<AuditSink, "logIds" | "head" | "follow">,
): Promise<(filter: AuditFilter) => AsyncGenerator<AuditRecord>> {
  const seen = new Map<string, number>();
  for (const logId of await sink.logIds()) seen.set(logId, (await sink.head(logId)).seq);
  return async function* next(filter) {
    for (const logId of await sink.logIds()) {
      for await (const record of sink.follow(logId, seen.get(logId) ?? 0)) {
        seen.set(logId, record.seq);
        if (matches(record, filter)) yield record;
      }
    }
  };
}
