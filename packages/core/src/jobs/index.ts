export { embeddedBacklog, redisBacklog, type Backlog } from "./backlog.ts";
export { bullmqJobs } from "./bullmq/bullmq-jobs.ts";
export { embeddedJobs } from "./embedded/embedded-jobs.ts";
export { FinalFailure, JobAbort, JobError } from "./job-error.ts";
export { jobId } from "./job-id.ts";
export type {
  Job,
  JobEvent,
  JobHandler,
  JobObservation,
  JobQueue,
  Jobs,
  JobState,
  JobWorker,
  QueuePolicy,
  RunningJob,
} from "./jobs.ts";
export { settled } from "./settled.ts";
