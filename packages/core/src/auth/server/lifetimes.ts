const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** How long things live, in seconds, as OAuth counts. */
export const LIFETIMES = {
  /** Short: what revocation and a stolen token are measured by. */
  accessToken: 10 * MINUTE,
  code: MINUTE,
  /** From the consent page to the vendor and back. */
  interaction: 10 * MINUTE,
  /** A client that is used stays signed in, up to `grant`. */
  refreshToken: 30 * DAY,
  /** After this, everybody signs in again. */
  grant: 180 * DAY,
};

/** @param ageSeconds since the first refresh token of the grant. */
export function refreshLifetime(ageSeconds: number): number {
  return Math.max(MINUTE, Math.min(LIFETIMES.refreshToken, LIFETIMES.grant - ageSeconds));
}
