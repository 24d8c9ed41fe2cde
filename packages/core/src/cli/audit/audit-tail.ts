import { setTimeout as wait } from "node:timers/promises";
import type { AuditFilter, AuditRecord, AuditSink } from "../../audit/index.ts";
import type { Command } from "../command.ts";
import { readFlags } from "../read-flags.ts";
import { FILTER_USAGE, filterFlags, filterOf } from "./filter-flags.ts";
import { limitOf } from "./limit-of.ts";
import { newRecords } from "./new-records.ts";
import { recordLine } from "./record-line.ts";
import { withArchive } from "./with-archive.ts";

const LOOK_EVERY_MS = 1_000;

export const auditTail: Command = {
  name: "audit tail",
  usage: `audit tail ${FILTER_USAGE} [--limit <n>] [--follow] [--json]`,
  summary: "show the last audit records and, with --follow, those that come, until Ctrl-C",
  async run(args, context) {
    const { limit, json, follow, ...flags } = readFlags(args, {
      ...filterFlags,
      limit: { type: "string", default: "20" },
      follow: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    });
    const filter = filterOf(flags);
    const most = limitOf(limit);
    const show = (record: AuditRecord) => context.out(json ? JSON.stringify(record) : recordLine(record));
    return withArchive(context, async ({ sink }) => {
      const next = follow ? await newRecords(sink) : undefined;
      for (const record of await last(sink, filter, most)) show(record);
      for (; next !== undefined; await wait(LOOK_EVERY_MS)) for await (const record of next(filter)) show(record);
      return 0;
    });
  },
};

async function last(sink: AuditSink, filter: AuditFilter, limit: number): Promise<AuditRecord[]> {
  return (await sink.query(filter, limit)).toReversed();
}
