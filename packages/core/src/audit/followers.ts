import { createHmac } from "node:crypto";
import type { Settings } from "../config/index.ts";
import type { Follower } from "./feed.ts";

/** Who gets records besides the sink that keeps them, as the operator has set it. */
export function auditFollowers(
  { stdout, webhookUrl, webhookSecret }: Settings["audit"],
  line: (fields: object, message: string) => void,
): Follower[] {
  return [
    ...(stdout ? [logFollower(line)] : []),
    ...(webhookUrl === undefined ? [] : [webhookFollower({ url: webhookUrl, secret: webhookSecret })]),
  ];
}

/** Each record as a line of the log. */
function logFollower(line: (fields: object, message: string) => void): Follower {
  return {
    name: "stdout",
    async take(records) {
      for (const record of records) line({ audit: record }, "audit");
    },
  };
}

export interface WebhookOptions {
  url: string;
  /** Signs each body (HMAC-SHA256, hex, in `X-Fairlead-Signature: sha256=…`). */
  secret: string | undefined;
  fetch?: typeof fetch;
  timeoutMs?: number;
}

/** Records as a JSON array, by POST. Anything but 2xx counts as not taken. */
export function webhookFollower({ url, secret, fetch: send = fetch, timeoutMs = 10_000 }: WebhookOptions): Follower {
  return {
    name: "webhook",
    async take(records) {
      const body = JSON.stringify(records);
      const signature = secret && createHmac("sha256", secret).update(body).digest("hex");
      const response = await send(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(signature !== undefined && { "x-fairlead-signature": `sha256=${signature}` }),
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The audit webhook answered ${response.status}.`);
    },
  };
}
