import type { QueuePolicy } from "./jobs.ts";

const LONGEST_BACKOFF_MS = 5 * 60_000;

export function withDefaults(policy: Partial<QueuePolicy> = {}): QueuePolicy {
  return { maxAttempts: 5, backoffMs: 1_000, leaseMs: 15_000, keepMs: 3_600_000, ...policy };
}

/** The wait after so many tries: doubling, with up to a fifth more so that what failed together does not return together. */
export function backoffAfter({ backoffMs }: QueuePolicy, attempts: number): number {
  const wait = Math.min(backoffMs * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
  return Math.round(wait * (1 + Math.random() / 5));
}
