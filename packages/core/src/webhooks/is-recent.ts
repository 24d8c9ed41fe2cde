/** How far a delivery's time may be from now, in seconds: a replay is older, and a clock that is ahead would hide one. */
const MOST_S = 300;

/**
 * Whether a delivery was signed about now. Its time has to be part of what is signed.
 *
 * @param timestamp seconds since the epoch, as a header has them; anything else is not recent
 * @param nowMs milliseconds since the epoch
 */
export function isRecent(timestamp: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs / 1000 - Number(timestamp)) <= MOST_S;
}
