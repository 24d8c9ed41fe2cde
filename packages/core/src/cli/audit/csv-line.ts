import type { AuditRecord } from "../../audit/index.ts";

const COLUMNS: Readonly<Record<string, (record: AuditRecord) => string | number | undefined>> = {
  time: ({ tsMs }) => new Date(tsMs).toISOString(),
  log: ({ logId }) => logId,
  seq: ({ seq }) => seq,
  op: ({ opId }) => opId,
  phase: ({ phase }) => phase,
  tenant: ({ actor }) => actor.tenant,
  subject: ({ actor }) => actor.subject,
  client: ({ actor }) => actor.clientId,
  connector: ({ connector }) => connector,
  connection: ({ connection }) => connection,
  action: ({ action }) => action,
  tool: ({ tool }) => tool,
  effect: ({ effect }) => effect,
  mode: ({ mode }) => mode,
  targets: ({ targets }) => targets?.join(" "),
  status: ({ result }) => result?.status,
  code: ({ result }) => result?.code,
  stage: ({ result }) => result?.stage,
  duration_ms: ({ durationMs }) => durationMs,
  request: ({ requestId }) => requestId,
  upstream_requests: ({ result }) => result?.upstreamRequestIds?.join(" "),
  args: ({ args }) => args && JSON.stringify(args),
  hash: ({ hash }) => hash,
};

export const CSV_HEAD = Object.keys(COLUMNS).join(",");

/** A row of CSV (RFC 4180). What a spreadsheet would take for a formula is made a text. */
export function csvLine(record: AuditRecord): string {
  return Object.values(COLUMNS)
    .map((valueOf) => cell(String(valueOf(record) ?? "")))
    .join(",");
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
