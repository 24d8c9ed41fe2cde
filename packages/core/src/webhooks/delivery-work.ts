import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebhookEffects } from "../connector/index.ts";
import type { Jobs, RunningJob } from "../jobs/index.ts";
import type { Delivery, Inbox } from "../store/index.ts";

const TIDY_EVERY_MS = 60_000;
/** A delivery that is not done after so long was forgotten. */
const OVERDUE_MS = 30_000;
const MOST_AT_ONCE = 100;
/** What has ended is of no use to anybody. */
const KEEP_MS = 60_000;
/** What is done is told to every replica: in a burst, of many at once. A listener waits no longer for it than one can notice. */
const APPLY_EVERY_MS = 10;
/** Each word to the inbox is a write: it is said of many at once. */
const DONE_EVERY_MS = 250;

/**
 * Does what deliveries ask for: at once, where they came in. What a replica could not do, or did not live to do, the inbox
 * still has: a job does it, on any of them.
 */
export interface DeliveryWork {
  start(): Promise<void>;
  /** Deliveries are in the inbox. They are done even when this fails: later. */
  add(deliveries: readonly Delivery[]): void;
  stop(): Promise<void>;
}

/** @param options.apply must change nothing twice: after a failure or a crash it is called again with the same. */
export function createDeliveryWork(options: {
  jobs: Jobs;
  inbox: Inbox;
  /** Tenant and connector, as the inbox knows them. */
  connector: string;
  queueName: string;
  apply(effects: readonly WebhookEffects[]): Promise<void>;
  reportError(error: unknown): void;
}): DeliveryWork {
  const { jobs, inbox, connector, apply, reportError } = options;
  const queue = jobs.queue(options.queueName, { keepMs: KEEP_MS });
  let worker: { close(): Promise<void> } | undefined;
  let waiting: Delivery[] = [];
  let ended: string[] = [];
  let atWork: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const sayDone = async () => {
    clearTimeout(timer);
    timer = undefined;
    const ids = ended;
    ended = [];
    if (ids.length > 0) await inbox.done(connector, ids).catch(reportError);
  };
  const applyAll = async (deliveries: readonly Delivery[]) =>
    apply(deliveries.map(({ content }) => JSON.parse(content) as WebhookEffects));
  const workHere = async () => {
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      try {
        await applyAll(taken);
        ended.push(...taken.map(({ id }) => id));
        timer ??= setTimeout(() => void sayDone(), DONE_EVERY_MS).unref();
      } catch (error) {
        reportError(error);
      }
      await sleep(APPLY_EVERY_MS);
    }
    atWork = undefined;
  };

  const tidy = async () => {
    await inbox.sweep();
    const ids = await inbox.overdue(connector, Date.now() - OVERDUE_MS, MOST_AT_ONCE);
    if (ids.length === 0) return;
    // Under a key: those that are still waited for are not added again and again.
    const key = createHash("sha256").update(ids.join("\0")).digest("hex");
    await queue.enqueue({ deliveries: ids }, { key });
  };
  const work = async ({ payload }: RunningJob) => {
    const { deliveries } = payload as { deliveries?: readonly string[] };
    if (deliveries === undefined) return tidy();
    const open = await inbox.open(connector, deliveries);
    if (open.length === 0) return;
    await applyAll(open);
    await inbox.done(
      connector,
      open.map(({ id }) => id),
    );
  };

  return {
    async start() {
      worker = queue.process(work, { concurrency: 4 });
      await queue.schedule("tidy", TIDY_EVERY_MS, {});
    },
    add(deliveries) {
      waiting.push(...deliveries);
      atWork ??= workHere();
    },
    async stop() {
      await worker?.close();
      await atWork;
      await sayDone();
    },
  };
}
