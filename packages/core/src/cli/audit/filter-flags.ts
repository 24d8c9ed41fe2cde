import type { AuditFilter } from "../../audit/index.ts";
import { UsageError } from "../usage-error.ts";

/** What records can be chosen by, as `readFlags` takes it. */
export const filterFlags = {
  since: { type: "string" },
  until: { type: "string" },
  subject: { type: "string" },
  connector: { type: "string" },
  connection: { type: "string" },
  tool: { type: "string" },
  target: { type: "string" },
  status: { type: "string" },
  request: { type: "string" },
  op: { type: "string" },
  proof: { type: "string" },
} as const;

export const FILTER_USAGE =
  "[--since <7d|time>] [--until <7d|time>] [--subject|--connector|--connection|--tool|--target|--status|--request|--op|--proof <value>]";

type FilterFlags = { [Flag in keyof typeof filterFlags]?: string | undefined };

/** @throws UsageError for a time that is none. */
export function filterOf({ since, until, request, op, ...same }: FilterFlags, now = Date.now()): AuditFilter {
  const { subject, connector, connection, tool, target, status, proof } = same;
  return {
    sinceMs: timeOf("since", since, now),
    untilMs: timeOf("until", until, now),
    requestId: request,
    opId: op,
    subject,
    connector,
    connection,
    tool,
    target,
    status,
    proof,
  };
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A date and time of ISO 8601, or how long ago: `30m`, `12h`, `7d`. */
function timeOf(flag: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const at = count === undefined ? Date.parse(text) : now - Number(count) * (UNITS[unit] ?? 0);
  if (Number.isNaN(at)) throw new UsageError(`--${flag} takes 2026-11-30T08:00Z, or how long ago: 30m, 12h, 7d.`);
  return at;
}
