import type { SlackContext } from "../slack-client.ts";

/** Clocks differ by seconds. */
const BETWEEN_CLOCKS_MS = 5_000;

/** From when on something is of this call, in Slack's own time: milliseconds since the epoch. */
export function startOf({ startedAtMs }: Pick<SlackContext, "startedAtMs">): number {
  return startedAtMs - BETWEEN_CLOCKS_MS;
}

/**
 * Whether something may be what a lost try of this call has made.
 *
 * @param madeAt seconds since the epoch, as Slack tells them; undefined: nobody knows, and it is not
 */
export function isSinceStart(context: Pick<SlackContext, "startedAtMs">, madeAt: number | undefined): boolean {
  return (madeAt ?? 0) * 1000 >= startOf(context);
}
