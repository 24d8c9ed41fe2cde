import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { JobObservation, JobQueue, Jobs } from "../jobs.ts";
import { withDefaults } from "../queue-policy.ts";
import { openBullmqQueue } from "./bullmq-queue.ts";
import { openConnections } from "./connections.ts";
import { requireNoEviction } from "./require-no-eviction.ts";

export interface BullmqJobsOptions {
  /** Any client of the server, without `keyPrefix`; it is copied, never used or closed. */
  redis: Redis;
  /** What our keys begin with. */
  prefix?: string;
  observe?(observation: JobObservation): void;
  onError(error: unknown): void;
}

/** Jobs on Redis, by BullMQ: shared by all replicas. */
export interface BullmqJobs extends Jobs {
  /** BullMQ's own queues, for its board. */
  bullQueues(): readonly Queue[];
}

/**
 * Opens the cluster driver. BullMQ is loaded here and nowhere else, so that the embedded mode never does.
 *
 * @throws ConfigError when Redis may throw away keys that it was given to keep.
 */
export async function bullmqJobs(options: BullmqJobsOptions): Promise<BullmqJobs> {
  const { redis, prefix = "fairlead", observe = () => {}, onError } = options;
  const bullmq = await import("bullmq");
  await requireNoEviction(redis);
  const connections = await openConnections(redis, `${prefix}.jobs`, onError);
  const queues = new Map<string, { queue: JobQueue; bull: Queue; close(): Promise<void> }>();

  return {
    queue(name, given) {
      let known = queues.get(name);
      if (known === undefined) {
        const policy = withDefaults(given);
        known = openBullmqQueue({ bullmq, name, policy, prefix, connections, observe, onError });
        queues.set(name, known);
      }
      return known.queue;
    },
    bullQueues: () => [...queues.values()].map(({ bull }) => bull),
    async close() {
      await Promise.all([...queues.values()].map(({ close }) => close()));
      connections.close();
    },
  };
}
