/** Logs that one call reads. */
const MOST = 10;
/** Jobs that a refusal names. */
const MOST_NAMED = 20;

export interface LogChoice {
  /** As a read of logs is asked for: `failures`, `range` and others. */
  mode: string;
  /** A job's name, or a part of it. */
  jobName: string | undefined;
  /** The jobs are one that was asked for by id. */
  named: boolean;
}

export interface JobTraits<Job> {
  nameOf: (job: Job) => string;
  /** Where a job that went wrong stands, the first to be read at 0; undefined for one that did not. */
  rankOf: (job: Job) => number | undefined;
}

/** The jobs whose logs are read, and those that would be as well but are too many; or why none can be, with those that there are. */
export type ChosenLogs<Job> =
  | { ok: true; read: Job[]; left: Job[] }
  | { ok: false; reason: "no_such_job" | "range_of_several"; jobs: Job[] };

/**
 * Chooses whose logs are read: of the jobs that went wrong, the first by rank. A job that is named is read in any state,
 * and where none went wrong, all are, but for failures.
 */
export function chooseLogs<Job>(
  jobs: readonly Job[],
  { mode, jobName, named }: LogChoice,
  { nameOf, rankOf }: JobTraits<Job>,
): ChosenLogs<Job> {
  const meant = jobName === undefined ? jobs : jobsNamed(jobs, jobName, nameOf);
  if (meant.length === 0 && jobName !== undefined) {
    return { ok: false, reason: "no_such_job", jobs: jobs.slice(0, MOST_NAMED) };
  }
  const failed = meant
    .filter((job) => rankOf(job) !== undefined)
    .toSorted((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0));
  const anyState = named || jobName !== undefined || mode !== "failures";
  const wanted = failed.length > 0 || !anyState ? failed : meant;
  if (mode === "range" && wanted.length > 1) {
    return { ok: false, reason: "range_of_several", jobs: wanted.slice(0, MOST) };
  }
  return { ok: true, read: wanted.slice(0, MOST), left: wanted.slice(MOST) };
}

/** Those of that very name; without one, those that have it in theirs. */
function jobsNamed<Job>(jobs: readonly Job[], wanted: string, nameOf: (job: Job) => string): readonly Job[] {
  const word = wanted.trim().toLowerCase();
  const exact = jobs.filter((job) => nameOf(job).toLowerCase() === word);
  return exact.length > 0 ? exact : jobs.filter((job) => nameOf(job).toLowerCase().includes(word));
}
