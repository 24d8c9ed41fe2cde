/** How long ago a lost try may have reached GitLab. */
const RECENT_MS = 5 * 60_000;

/**
 * True for what was made in the last minutes.
 *
 * @param made ISO 8601.
 */
export function isRecent(made: string | null | undefined): boolean {
  return typeof made === "string" && Date.now() - Date.parse(made) <= RECENT_MS;
}
