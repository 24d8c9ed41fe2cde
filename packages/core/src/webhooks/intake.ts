import { setTimeout as sleep } from "node:timers/promises";
import type { Delivery, Inbox } from "../store/index.ts";

/** Commits follow each other no faster: in a burst each then takes many along, and whoever comes alone does not wait. */
const COMMIT_EVERY_MS = 5;
/** Of one commit. */
const MOST_AT_ONCE = 500;

/** Puts deliveries into the inbox: those that come in at the same time together, for each commit waits for the disk. */
export interface Intake {
  /** Returns once the delivery is safe. @returns false when it was known before. */
  take(delivery: Delivery): Promise<boolean>;
}

interface Waiting {
  delivery: Delivery;
  taken: PromiseWithResolvers<boolean>;
}

/** @param options.onNew told of those that were not known. */
export function createIntake(options: {
  inbox: Inbox;
  connector: string;
  /** For how long an id is known. */
  ttlMs: number;
  onNew(deliveries: readonly Delivery[]): void;
}): Intake {
  const { inbox, connector, ttlMs, onNew } = options;
  /** By id: what waits, and what is on its way. */
  const waiting = new Map<string, Waiting>();
  const queued: Waiting[] = [];
  let flushing = false;

  const flush = async () => {
    for (let batch = queued.splice(0, MOST_AT_ONCE); batch.length > 0; batch = queued.splice(0, MOST_AT_ONCE)) {
      const nextAt = performance.now() + COMMIT_EVERY_MS;
      try {
        const deliveries = batch.map(({ delivery }) => delivery);
        const fresh = await inbox.add(connector, deliveries, ttlMs);
        for (const { delivery, taken } of batch) taken.resolve(fresh.has(delivery.id));
        if (fresh.size > 0) onNew(deliveries.filter(({ id }) => fresh.has(id)));
      } catch (error) {
        for (const { taken } of batch) taken.reject(error);
      } finally {
        for (const { delivery } of batch) waiting.delete(delivery.id);
      }
      const restMs = nextAt - performance.now();
      if (restMs > 0) await sleep(restMs);
    }
    flushing = false;
  };

  return {
    async take(delivery) {
      const other = waiting.get(delivery.id);
      if (other !== undefined) {
        await other.taken.promise;
        return false;
      }
      const own = { delivery, taken: Promise.withResolvers<boolean>() };
      waiting.set(delivery.id, own);
      queued.push(own);
      if (!flushing) {
        flushing = true;
        // Whatever else this turn of the loop has read comes along.
        setImmediate(() => void flush());
      }
      return own.taken.promise;
    },
  };
}
