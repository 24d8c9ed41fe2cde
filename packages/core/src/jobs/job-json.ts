import { JobError } from "./job-error.ts";

export const MAX_PAYLOAD_CHARACTERS = 256 * 1024;
export const MAX_PROGRESS_CHARACTERS = 16 * 1024;

/**
 * A value as a queue keeps it. Large things belong into the store, and their key into the job.
 *
 * @throws JobError for what is no JSON, or longer than `most` characters.
 */
export function jobJson(value: unknown, most: number, what: string): string {
  const json = JSON.stringify(value ?? null);
  if (json === undefined) throw new JobError("not_json", `The ${what} of a job must be JSON.`);
  if (json.length <= most) return json;
  throw new JobError("too_large", `The ${what} of a job takes ${json.length} characters of JSON; ${most} are allowed.`);
}

/** An error as a queue keeps it. */
export function shortMessage(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
