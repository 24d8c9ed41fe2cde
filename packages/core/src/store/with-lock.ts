import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "./store.ts";

/** Between two looks at a lock that another process holds: there is nobody to wake us. */
const POLL_MS = 25;

/** Somebody held a lock for longer than anybody waits. */
export class LockTimeout extends Error {
  override readonly name = "LockTimeout";
}

/**
 * Runs `work` while nobody else, in this process or another on the same store, holds `key`.
 *
 * @param options.ttlMs after which a holder that died is passed over; `work` must take less
 * @throws LockTimeout when the lock has not come free after twice that time
 */
export async function withLock<Result>(
  store: Store,
  key: string,
  { ttlMs }: { ttlMs: number },
  work: () => Promise<Result>,
): Promise<Result> {
  const owner = randomUUID();
  const giveUpAt = performance.now() + 2 * ttlMs;
  while (!(await store.claim(key, ttlMs, owner))) {
    if (performance.now() > giveUpAt) throw new LockTimeout(`"${key}" has been held for too long.`);
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    // A store that has gone away meanwhile changes nothing about what was done: the lock runs out by itself.
    await store.release(key, owner).catch(() => {});
  }
}
