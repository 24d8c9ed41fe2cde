import { UsageError } from "../usage-error.ts";

const MOST = 100_000;

/** @throws UsageError for what is no number of records. */
export function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new UsageError(`--limit takes 1 to ${MOST}.`);
  return limit;
}
