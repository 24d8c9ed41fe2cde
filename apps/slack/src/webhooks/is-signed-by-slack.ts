import { isRecent, isSigned } from "@fairlead/core";

const VERSION = "v0";

/**
 * Whether Slack has sent these very bytes, about now: `v0=` and the HMAC-SHA256 of `v0:{timestamp}:{body}`
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 *
 * @param nowMs Milliseconds since the epoch.
 */
export function isSignedBySlack(headers: Headers, rawBody: Buffer, secret: string, nowMs: number): boolean {
  const timestamp = headers.get("x-slack-request-timestamp") ?? "";
  const signature = headers.get("x-slack-signature") ?? "";
  if (!isRecent(timestamp, nowMs) || !signature.startsWith(`${VERSION}=`)) return false;
  const signed = Buffer.concat([Buffer.from(`${VERSION}:${timestamp}:`), rawBody]);
  return isSigned(signed, signature.slice(VERSION.length + 1), secret);
}
