import type { WebhookEffects } from "@fairlead/core";
import { editionOf } from "../edition.ts";
import type { SlackSettings } from "../settings.ts";
import { eventPayload, type EventPayload, type SlackEvent } from "./event.ts";

const NOTHING: WebhookEffects = {};
/** Everything that can be listened to: what has changed is not known. */
const ALL = ["slack://channel/", "slack://thread/", "slack://user/", "slack://file/"];

/** After these somebody may see less than before. */
const TAKES_AWAY =
  /^(app_uninstalled|(channel|group)_(deleted|left|close|unshared)|member_left_channel|file_(deleted|unshared)|channel_convert_to_private)$/;
const OF_USERS = /^(user_change|user_status_changed|user_profile_changed|team_join)$/;

/**
 * What an event of Slack means for those who listen. Events that we do not know mean nothing.
 *
 * @param event The name of the inner event, such as `message`; `app_rate_limited` has none.
 */
export function effectsOf(event: string, raw: unknown, { baseUrl }: Pick<SlackSettings, "baseUrl">): WebhookEffects {
  const { success, data: payload } = eventPayload.safeParse(raw);
  if (!success) return NOTHING;
  if (event === "app_rate_limited") return { below: ALL };
  if (payload.event === undefined) return NOTHING;
  if (event === "tokens_revoked")
    return { endedAccounts: accountsOf(payload, new URL(editionOf(baseUrl).webUrl).host) };
  return {
    uris: changedBy(event, payload.event),
    ...(TAKES_AWAY.test(event) && { access: true }),
  };
}

/** URIs of what an event has changed. */
function changedBy(type: string, event: SlackEvent): string[] {
  const { item, file_id: file, user } = event;
  const channel = event.channel ?? event.channel_id ?? item?.channel;
  if (type === "message" || type === "app_mention" || /^(reaction|pin)_(added|removed)$/.test(type)) {
    if (channel === undefined) return [];
    const root = rootOf(event);
    const thread = root === undefined ? [] : [`slack://thread/${channel}/${root}`];
    return [`slack://channel/${channel}/messages`, ...thread];
  }
  if (/^(channel|group|member)_/.test(type)) return channel === undefined ? [] : [`slack://channel/${channel}`];
  if (OF_USERS.test(type)) return user === undefined ? [] : [`slack://user/${user}`];
  if (type.startsWith("file_")) return file === undefined ? [] : [`slack://file/${file}`];
  return [];
}

/** The message that a thread hangs on: of a reply its root, of any other message itself. */
function rootOf({ ts, thread_ts: threadTs, message, previous_message: before, item }: SlackEvent): string | undefined {
  const about = item === undefined ? (message ?? before ?? { ts, thread_ts: threadTs }) : (item.message ?? item);
  return ("thread_ts" in about ? about.thread_ts : undefined) ?? about.ts;
}

/** Accounts are of a workspace or, where the app is installed for all of it, of an organization. */
function accountsOf({ team_id: team, enterprise_id: enterprise, event }: EventPayload, host: string): string[] {
  const users = [...(event?.tokens?.oauth ?? []), ...(event?.tokens?.bot ?? [])];
  const homes = [team, enterprise].filter((home) => home !== undefined);
  return homes.flatMap((home) => users.map((user) => `slack:${host}:${home}:${user}`));
}
