/** How long ago a lost try may have reached GitHub. */
export const RECENT_MS = 5 * 60_000;

/**
 * True for what was made in the last minutes, by GitHub's own clock.
 *
 * @param made ISO 8601.
 * @param now The `Date` header of the answer that it stands in.
 */
export function isRecent(made: string | null | undefined, now: string | undefined): boolean {
  const nowMs = now === undefined ? Date.now() : Date.parse(now);
  return made !== null && made !== undefined && nowMs - Date.parse(made) <= RECENT_MS;
}
