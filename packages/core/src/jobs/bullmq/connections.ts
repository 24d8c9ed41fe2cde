import type { Redis } from "ioredis";
import { createJobListeners, type JobListeners } from "../job-listeners.ts";
import type { JobEvent } from "../jobs.ts";

/** After a loss, nobody waits longer than this for the next try, in milliseconds. */
const RECONNECT_MS = 1_000;

/** What travels between processes. Lost when nobody listens: everything in it can be looked up. */
export type JobMessage = { queue: string } & (JobEvent | { id: string; kind: "cancel" });

/** The connections of one process: BullMQ wants several, each with its own patience. */
export interface JobConnections {
  /** For commands: gives up after one try, so that nobody hangs on a Redis that is down. */
  commands: Redis;
  /** For a worker, which must never give up. Closed with the others. */
  patient(): Redis;
  publish(message: JobMessage): void;
  listenersOf(queue: string): JobListeners;
  /** Hears of cancelled jobs of that queue. */
  onCancel(queue: string, listener: (id: string) => void): () => void;
  close(): void;
}

export async function openConnections(
  redis: Redis,
  channel: string,
  onError: (error: unknown) => void,
): Promise<JobConnections> {
  const opened: Redis[] = [];
  const open = (maxRetriesPerRequest: number | null): Redis => {
    const client = redis.duplicate({
      maxRetriesPerRequest,
      enableOfflineQueue: true,
      lazyConnect: false,
      // Workers wait in Redis for longer than any command may take.
      ...(maxRetriesPerRequest === null && { commandTimeout: undefined as never }),
      retryStrategy: (times: number) => Math.min(50 * 2 ** times, RECONNECT_MS),
    });
    tellOnce(client, onError);
    opened.push(client);
    return client;
  };
  const commands = open(1);
  const subscriber = open(null);
  const byQueue = new Map<string, JobListeners>();
  const cancels = new Set<{ queue: string; listener: (id: string) => void }>();
  const listenersOf = (queue: string): JobListeners => {
    const known = byQueue.get(queue) ?? createJobListeners(onError);
    byQueue.set(queue, known);
    return known;
  };

  subscriber.on("message", (_channel: string, text: string) => {
    const { queue, ...event } = JSON.parse(text) as JobMessage;
    if (event.kind !== "cancel") return byQueue.get(queue)?.tell(event);
    for (const each of cancels) if (each.queue === queue) each.listener(event.id);
  });
  await subscriber.subscribe(channel);
  return {
    commands,
    patient: () => open(null),
    publish: (message) => void commands.publish(channel, JSON.stringify(message)).catch(onError),
    listenersOf,
    onCancel(queue, listener) {
      const entry = { queue, listener };
      cancels.add(entry);
      return () => void cancels.delete(entry);
    },
    close() {
      for (const client of opened) client.disconnect();
    },
  };
}

/** A server that is down is one piece of news, not one per try. */
function tellOnce(client: Redis, onError: (error: unknown) => void): void {
  let told = false;
  client.on("ready", () => (told = false));
  client.on("error", (error: unknown) => {
    if (told) return;
    told = true;
    onError(error);
  });
}
