import { createHash } from "node:crypto";
import type { WebhookEffects } from "../connector/index.ts";
import type { Jobs, RunningJob } from "../jobs/index.ts";
import type { Inbox } from "../store/index.ts";

const TIDY_EVERY_MS = 60_000;
/** A delivery that is not done after so long was forgotten by its queue. */
const OVERDUE_MS = 30_000;
const MOST_AT_ONCE = 100;
/** What has ended is of no use to anybody. */
const KEEP_MS = 60_000;

/** Does what deliveries ask for, on one replica, as often as it takes. */
export interface DeliveryWork {
  start(): Promise<void>;
  /** Deliveries wait in the inbox. They are done even when this fails: later. */
  add(ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param options.apply must change nothing twice: after a crash it may be called again with the same. */
export function createDeliveryWork(options: {
  jobs: Jobs;
  inbox: Inbox;
  /** Tenant and connector, as the inbox knows them. */
  connector: string;
  queueName: string;
  apply(effects: readonly WebhookEffects[]): Promise<void>;
}): DeliveryWork {
  const { jobs, inbox, connector, apply } = options;
  const queue = jobs.queue(options.queueName, { keepMs: KEEP_MS });
  let worker: { close(): Promise<void> } | undefined;

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
    await apply(open.map(({ content }) => JSON.parse(content) as WebhookEffects));
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
    async add(ids) {
      await queue.enqueue({ deliveries: ids });
    },
    async stop() {
      await worker?.close();
    },
  };
}
