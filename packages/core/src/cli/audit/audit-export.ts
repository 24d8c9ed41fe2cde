import { matches, toOcsf, type AuditRecord } from "../../audit/index.ts";
import type { Command } from "../command.ts";
import { readFlags } from "../read-flags.ts";
import { UsageError } from "../usage-error.ts";
import { CSV_HEAD, csvLine } from "./csv-line.ts";
import { FILTER_USAGE, filterFlags, filterOf } from "./filter-flags.ts";
import { withArchive } from "./with-archive.ts";

interface Format {
  head?: string;
  line(record: AuditRecord): string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  ocsf: { line: (record) => JSON.stringify(toOcsf(record)) },
  jsonl: { line: (record) => JSON.stringify(record) },
  csv: { head: CSV_HEAD, line: csvLine },
};

export const auditExport: Command = {
  name: "audit export",
  usage: `audit export [--format ocsf|jsonl|csv] ${FILTER_USAGE}`,
  summary: "print audit records, each log in its order, one per line",
  async run(args, context) {
    const { format: name, ...flags } = readFlags(args, {
      ...filterFlags,
      format: { type: "string", default: "jsonl" },
    });
    const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
    if (format === undefined) throw new UsageError(`--format takes ${Object.keys(FORMATS).join(", ")}.`);
    const filter = filterOf(flags);
    return withArchive(context, async ({ sink }) => {
      if (format.head !== undefined) context.out(format.head);
      for (const logId of await sink.logIds()) {
        for await (const record of sink.follow(logId, 0)) if (matches(record, filter)) context.out(format.line(record));
      }
      return 0;
    });
  },
};
