import type { Command } from "../command.ts";
import { readFlags } from "../read-flags.ts";
import { FILTER_USAGE, filterFlags, filterOf } from "./filter-flags.ts";
import { limitOf } from "./limit-of.ts";
import { recordLine } from "./record-line.ts";
import { withArchive } from "./with-archive.ts";

export const auditQuery: Command = {
  name: "audit query",
  usage: `audit query ${FILTER_USAGE} [--limit <n>] [--json]`,
  summary: "find audit records, the newest first",
  async run(args, context) {
    const { limit, json, ...flags } = readFlags(args, {
      ...filterFlags,
      limit: { type: "string", default: "50" },
      json: { type: "boolean", default: false },
    });
    const filter = filterOf(flags);
    const most = limitOf(limit);
    return withArchive(context, async ({ sink }) => {
      for (const record of await sink.query(filter, most))
        context.out(json ? JSON.stringify(record) : recordLine(record));
      return 0;
    });
  },
};
