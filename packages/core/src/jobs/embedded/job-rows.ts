import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Job, JobState } from "../jobs.ts";

/** A job as its row has it. */
export interface JobRow {
  id: string;
  state: JobState;
  attempts: number;
  max_attempts: number;
  payload: string;
  progress: string | null;
  result: string | null;
  error: string | null;
  cancel_requested: number;
  created_at_ms: number;
}

type Values = Record<string, SQLInputValue>;

/** What has ended can be read until `keep_ms` later. */
const ENDING = "lease_owner = NULL, lease_until_ms = NULL, expires_at_ms = :now + keep_ms";
const LIVE = "(expires_at_ms IS NULL OR expires_at_ms > :now)";
const SWEEP_ROWS = 500;

/** The statements of the jobs table, prepared once. */
export type JobRows = ReturnType<typeof jobRows>;

export function jobRows(database: DatabaseSync) {
  const run = (sql: string) => {
    const statement = database.prepare(sql);
    return (values: Values): number => Number(statement.run(values).changes);
  };
  const rows = <Row>(sql: string) => {
    const statement = database.prepare(sql);
    return (values: Values) => statement.all(values) as Row[];
  };
  return {
    /** A key whose job has expired is free again. */
    forget: run("DELETE FROM job WHERE id = :id AND expires_at_ms <= :now"),
    insert: run(`INSERT INTO job (id, queue, state, run_at_ms, max_attempts, keep_ms, payload, created_at_ms)
      VALUES (:id, :queue, 'waiting', :runAt, :maxAttempts, :keep, :payload, :now) ON CONFLICT (id) DO NOTHING`),
    get: rows<JobRow>(`SELECT * FROM job WHERE id = :id AND queue = :queue AND ${LIVE}`),
    counts: rows<{ state: JobState; n: number }>(
      `SELECT state, count(*) AS n FROM job WHERE queue = :queue AND ${LIVE} GROUP BY state`,
    ),
    /** The most overdue first. */
    due: rows<JobRow>(
      "SELECT * FROM job WHERE queue = :queue AND state = 'waiting' AND run_at_ms <= :now ORDER BY run_at_ms LIMIT :most",
    ),
    nextRunAt: rows<{ at: number | null }>(
      "SELECT min(run_at_ms) AS at FROM job WHERE queue = :queue AND state = 'waiting'",
    ),
    lease: run(`UPDATE job SET state = 'running', attempts = attempts + 1, lease_owner = :owner, lease_until_ms = :until
      WHERE id = :id`),
    extend: run("UPDATE job SET lease_until_ms = :until WHERE id = :id AND lease_owner = :owner AND state = 'running'"),
    /** Of workers that died: tried again, unless that was the last try or nobody wants it any more. */
    abandoned: rows<{ id: string; state: JobState }>(`UPDATE job SET
      state = CASE WHEN cancel_requested = 1 THEN 'cancelled' WHEN attempts >= max_attempts THEN 'failed' ELSE 'waiting' END,
      error = 'The worker that had it was lost.',
      run_at_ms = :now, lease_owner = NULL, lease_until_ms = NULL,
      expires_at_ms = CASE WHEN cancel_requested = 1 OR attempts >= max_attempts THEN :now + keep_ms END
      WHERE queue = :queue AND state = 'running' AND lease_until_ms <= :now RETURNING id, state`),
    complete: run(`UPDATE job SET state = 'completed', result = :result, error = NULL, ${ENDING}
      WHERE id = :id AND lease_owner = :owner`),
    end: run(`UPDATE job SET state = :state, error = :error, ${ENDING} WHERE id = :id AND lease_owner = :owner`),
    retry: run(`UPDATE job SET state = 'waiting', error = :error, run_at_ms = :runAt, lease_owner = NULL,
      lease_until_ms = NULL WHERE id = :id AND lease_owner = :owner`),
    giveBack: run(`UPDATE job SET state = 'waiting', attempts = attempts - 1, run_at_ms = :now, lease_owner = NULL,
      lease_until_ms = NULL WHERE id = :id AND lease_owner = :owner`),
    progress: run("UPDATE job SET progress = :progress WHERE id = :id AND lease_owner = :owner"),
    cancelWaiting: run(
      `UPDATE job SET state = 'cancelled', ${ENDING} WHERE id = :id AND queue = :queue AND state = 'waiting'`,
    ),
    cancelRunning: run("UPDATE job SET cancel_requested = 1 WHERE id = :id AND queue = :queue AND state = 'running'"),
    sweep: run(`DELETE FROM job WHERE id IN
      (SELECT id FROM job WHERE expires_at_ms <= :now ORDER BY expires_at_ms LIMIT ${SWEEP_ROWS})`),
    setSchedule: run(`INSERT INTO job_schedule (queue, key, every_ms, next_at_ms, payload)
      VALUES (:queue, :key, :every, :next, :payload) ON CONFLICT (queue, key) DO UPDATE SET
      payload = excluded.payload, every_ms = excluded.every_ms,
      next_at_ms = CASE WHEN every_ms = excluded.every_ms THEN next_at_ms ELSE excluded.next_at_ms END`),
    removeSchedule: run("DELETE FROM job_schedule WHERE queue = :queue AND key = :key"),
    dueSchedules: rows<{ key: string; every_ms: number; next_at_ms: number; payload: string }>(
      "SELECT * FROM job_schedule WHERE queue = :queue AND next_at_ms <= :now",
    ),
    advanceSchedule: run("UPDATE job_schedule SET next_at_ms = :next WHERE queue = :queue AND key = :key"),
    nextSchedule: rows<{ at: number | null }>("SELECT min(next_at_ms) AS at FROM job_schedule WHERE queue = :queue"),
  };
}

export function toJob(row: JobRow): Job {
  const parsed = (json: string | null): unknown => (json === null ? undefined : JSON.parse(json));
  return {
    id: row.id,
    state: row.state,
    attempts: row.attempts,
    payload: parsed(row.payload),
    progress: parsed(row.progress),
    result: parsed(row.result),
    error: row.error ?? undefined,
    createdAtMs: row.created_at_ms,
  };
}
