import { isRecent, isSameSecret, isSigned } from "@fairlead/core";
import type { Hook } from "../settings.ts";

const PREFIX = "whsec_";

/**
 * Whether GitLab has sent these bytes for a hook. Where the hook has a signing token, only its signature counts (Standard
 * Webhooks: https://www.standardwebhooks.com), and no token in a header instead.
 */
export function isFromGitlab(
  headers: Headers,
  rawBody: Buffer,
  { token, signingToken }: Pick<Hook, "token" | "signingToken">,
  nowMs = Date.now(),
): boolean {
  if (signingToken !== undefined) return isSignedBy(signingToken, headers, rawBody, nowMs);
  return token !== undefined && isSameSecret(headers.get("x-gitlab-token") ?? "", token);
}

function isSignedBy(signingToken: string, headers: Headers, rawBody: Buffer, nowMs: number): boolean {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const key = Buffer.from(signingToken.slice(PREFIX.length), "base64");
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), rawBody]);
  // While a secret is changed there may be several signatures, with spaces between.
  const signatures = (headers.get("webhook-signature") ?? "").split(" ");
  const matches = signatures.map((each) => each.startsWith("v1,") && isSigned(signed, each.slice(3), key, "base64"));
  return matches.includes(true) && isRecent(timestamp, nowMs) && id !== "";
}
