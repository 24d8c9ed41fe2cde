import { defineWebhooks, isSigned } from "@fairlead/core";
import type { settings } from "../settings.ts";
import { canonicalUri } from "./canonical-uri.ts";
import { effectsOf } from "./effects-of.ts";

const SIGNATURE = "sha256=";

/** What GitHub tells its apps: each delivery signed with `GITHUB_WEBHOOK_SECRET`, over the bytes of its body. */
export const webhooks = defineWebhooks<typeof settings>({
  enabled: ({ webhookSecret }) => webhookSecret !== undefined,
  verify(headers, rawBody, { webhookSecret }) {
    const signature = headers.get("x-hub-signature-256") ?? "";
    if (webhookSecret === undefined || !signature.startsWith(SIGNATURE)) return false;
    return isSigned(rawBody, signature.slice(SIGNATURE.length), webhookSecret);
  },
  deliveryId: (headers) => headers.get("x-github-delivery") ?? undefined,
  eventName: (headers) => headers.get("x-github-event") ?? undefined,
  eventsOf: effectsOf,
  canonical: canonicalUri,
});
