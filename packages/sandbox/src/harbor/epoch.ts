/** The seed's own "now", fixed so that commit ids are the same in every run; ages in the seed count back from it. */
const SEED_NOW_MS = Date.UTC(2026, 10, 16, 9, 0);

const DAY_MS = 86_400_000;

/** A time so many days before the seed's now. */
export function daysAgo(days: number): number {
  return Math.round(SEED_NOW_MS - days * DAY_MS);
}
