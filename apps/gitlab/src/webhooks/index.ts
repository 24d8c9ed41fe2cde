import { defineWebhooks } from "@fairlead/core";
import type { settings } from "../settings.ts";
import { canonicalUri } from "./canonical-uri.ts";
import { effectsOf } from "./effects-of.ts";
import { isFromGitlab } from "./is-from-gitlab.ts";

/** What GitLab tells a hook of a project or group: each hook has secrets and an address of its own. */
export const webhooks = defineWebhooks<typeof settings>({
  enabled: ({ webhooks: hooks }) => hooks.length > 0,
  hooks: ({ webhooks: hooks }) => hooks.map(({ name }) => name),
  verify(headers, rawBody, { webhooks: hooks }, hook) {
    const known = hooks.find(({ name }) => name === hook);
    return known !== undefined && isFromGitlab(headers, rawBody, known);
  },
  // The id that is signed comes first: nobody can send the same under another.
  deliveryId: (headers) =>
    headers.get("webhook-id") ?? headers.get("idempotency-key") ?? headers.get("x-gitlab-event-uuid") ?? undefined,
  eventName: (headers) => headers.get("x-gitlab-event") ?? undefined,
  eventsOf: effectsOf,
  canonical: canonicalUri,
});
