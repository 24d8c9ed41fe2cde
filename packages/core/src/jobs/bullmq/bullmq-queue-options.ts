import type * as Bullmq from "bullmq";
import type { JobObservation, QueuePolicy } from "../jobs.ts";
import type { JobConnections } from "./connections.ts";

/** What queue and worker of one process share. */
export interface BullmqQueueOptions {
  bullmq: typeof Bullmq;
  name: string;
  policy: QueuePolicy;
  prefix: string;
  connections: JobConnections;
  observe(observation: JobObservation): void;
  onError(error: unknown): void;
}
