import type { AuditFilter, RecordPlace } from "../../audit/index.ts";

/** Records that a page shows. */
export const PAGE_ROWS = 50;

export const OUTCOMES = [
  "ok",
  "denied",
  "tool_error",
  "protocol_error",
  "input_required",
  "cancelled",
  "task",
  "unknown",
] as const;

/** What somebody has asked for, as they typed it. */
export interface AuditQuery {
  tool: string;
  outcome: string;
  /** A day, `2026-11-29`, of UTC. */
  from: string;
  until: string;
  request: string;
  connector: string;
  subject: string;
  /** The last record of the page before. */
  before: string;
}

const MAX = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const PLACE = /^(\d{1,16})\.(\d{1,16})\.([\w-]{1,100})$/;

export function readAuditQuery(query: Readonly<Record<string, string | string[] | undefined>>): AuditQuery {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" ? value.trim().slice(0, MAX) : "";
  };
  return {
    tool: text("tool"),
    outcome: text("outcome"),
    from: text("from"),
    until: text("until"),
    request: text("request"),
    connector: text("connector"),
    subject: text("subject"),
    before: text("before"),
  };
}

/** What was asked for, as sinks take it. What makes no sense is left out: the page shows what was typed. */
export function filterOf(query: AuditQuery): AuditFilter {
  const some = (text: string) => (text === "" ? undefined : text);
  const until = dayMs(query.until);
  return {
    tool: some(query.tool),
    status: some(query.outcome),
    sinceMs: dayMs(query.from),
    untilMs: until === undefined ? undefined : until + DAY_MS,
    requestId: some(query.request),
    connector: some(query.connector),
    subject: some(query.subject),
    before: placeOf(query.before),
  };
}

/** Names a record in a URL. */
export function shownPlace({ tsMs, seq, logId }: RecordPlace): string {
  return `${tsMs}.${seq}.${logId}`;
}

/** The same question, from another record on. */
export function queryString(query: AuditQuery, before: string): string {
  const asked = Object.entries({ ...query, before }).filter(([, value]) => value !== "");
  return new URLSearchParams(asked).toString();
}

function placeOf(text: string): RecordPlace | undefined {
  const [, tsMs, seq, logId] = PLACE.exec(text) ?? [];
  return logId === undefined ? undefined : { tsMs: Number(tsMs), seq: Number(seq), logId };
}

function dayMs(text: string): number | undefined {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
