import { defineWebhooks } from "@fairlead/core";
import type { settings } from "../settings.ts";
import { effectsOf } from "./effects-of.ts";
import { eventPayload, type EventPayload } from "./event.ts";
import { isSignedBySlack } from "./is-signed-by-slack.ts";

const read = (raw: unknown): Partial<EventPayload> => eventPayload.safeParse(raw).data ?? {};

/** Slack's Events API: each request signed with `SLACK_SIGNING_SECRET`, over its time and the bytes of its body. */
export const webhooks = defineWebhooks<typeof settings>({
  enabled: ({ signingSecret }) => signingSecret !== undefined,
  verify: (headers, rawBody, { signingSecret }) =>
    signingSecret !== undefined && isSignedBySlack(headers, rawBody, signingSecret, Date.now()),
  challenge(raw) {
    const { type, challenge } = read(raw);
    return type === "url_verification" && challenge !== undefined ? { challenge } : undefined;
  },
  deliveryId(_headers, raw) {
    const { type, event_id: id, team_id: team, minute_rate_limited: minute } = read(raw);
    // Slack gives this one no id of its own.
    return type === "app_rate_limited" ? `${type}-${team}-${minute}` : id;
  },
  eventName(_headers, raw) {
    const { type, event } = read(raw);
    return type === "event_callback" ? event?.type : type;
  },
  eventsOf: effectsOf,
  canonical: (uri) => uri.replace(/[?#].*$/s, ""),
});
