import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a delivery's time may be from now, either way: a replay is older, and a clock that is ahead hides one. */
const MOST_S = 300;

/**
 * Whether Slack has sent a body: `v0=` and HMAC-SHA256 of `v0:{timestamp}:{body}`, over the bytes as they came.
 *
 * @param delivery.atMs Now, in milliseconds since the epoch.
 */
export function isSignedBySlack(
  secret: string,
  delivery: { body: Uint8Array; timestamp: string | undefined; signature: string | undefined; atMs: number },
): boolean {
  const { body, timestamp = "", signature = "", atMs } = delivery;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(atMs / 1000 - Number(timestamp)) > MOST_S) return false;
  const expected = Buffer.from(
    `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
