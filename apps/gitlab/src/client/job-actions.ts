import { explainError } from "./explain-error.ts";
import type { UpstreamJob } from "../shape/pipeline.ts";

/** What became of one job. */
export interface JobResult {
  job_id: number;
  name?: string | undefined;
  status?: string | undefined;
  new_id?: number | undefined;
  error?: string | undefined;
}

/** Does something to jobs, one after another; what fails is named, and stops nothing. @throws what is no refusal of one job */
export async function eachJob(ids: readonly number[], act: (id: number) => Promise<UpstreamJob>): Promise<JobResult[]> {
  const results: JobResult[] = [];
  for (const id of new Set(ids)) {
    try {
      const job = await act(id);
      const newId = job.id === id ? undefined : job.id;
      results.push({ job_id: id, name: job.name, status: job.status, new_id: newId });
    } catch (error) {
      const explained = explainError(error);
      const isOne = explained !== undefined && ["not_found", "conflict", "forbidden"].includes(explained.code);
      if (!isOne) throw error;
      results.push({ job_id: id, error: explained.message });
    }
  }
  return results;
}
