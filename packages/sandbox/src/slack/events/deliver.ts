import { randomBytes } from "node:crypto";
import { signEvent } from "./sign.ts";

/** Where signed events go. */
export interface EventTarget {
  url: string;
  secret: string;
}

/** One request of the Events API. */
export interface Emission {
  /** The inner event: `{ type: "message", channel, ts }`. Without it, `type` says what the request is. */
  event?: Record<string, unknown>;
  /** Of the request: `event_callback` unless said. */
  type?: "event_callback" | "url_verification" | "app_rate_limited";
  /** `T0HARBOR1` unless said. */
  teamId?: string;
  enterpriseId?: string;
  /** For repeats: the same event again, as Slack sends it when it had no answer in time. */
  eventId?: string;
  /** Which repeat this is, from 1. */
  retry?: number;
  /** "valid" unless said: "wrong" signs with another secret, "none" sends no signature. */
  signature?: "valid" | "wrong" | "none";
  /** How far its time is from now, in seconds. */
  offsetS?: number;
  /** In place of the configured target. */
  target?: EventTarget;
}

export interface Delivered {
  eventId: string;
  status: number;
  /** What was answered. */
  text: string;
}

/** Posts one request as Slack does: time and `v0` signature over the raw body, `event_id` inside of it. */
export async function deliver(target: EventTarget, emission: Emission, appId: string): Promise<Delivered> {
  const { event, type = "event_callback", teamId = "T0HARBOR1", enterpriseId, retry, offsetS = 0 } = emission;
  const eventId = emission.eventId ?? `Ev0${randomBytes(5).toString("hex").toUpperCase()}`;
  const nowS = Math.floor(Date.now() / 1000) + offsetS;
  const facts = {
    event_callback: { team_id: teamId, enterprise_id: enterpriseId, event, event_id: eventId, event_time: nowS },
    url_verification: { challenge: `challenge-${eventId}` },
    app_rate_limited: { team_id: teamId, minute_rate_limited: nowS - (nowS % 60) },
  };
  const body = JSON.stringify({ token: "unused", api_app_id: appId, type, ...facts[type] });
  const secret = emission.signature === "wrong" ? `${target.secret}-not` : target.secret;
  const response = await fetch(target.url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      ...(emission.signature !== "none" && signEvent(secret, body, nowS)),
      ...(retry !== undefined && { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_timeout" }),
    },
  });
  return { eventId, status: response.status, text: await response.text() };
}
