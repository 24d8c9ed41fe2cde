import { zoneOffsetS } from "../state/zone-offset.ts";
import type { User } from "../state/user.ts";

/** A person as Slack's JSON has it. `email` only where the token may see it. */
export function shapeUser(user: User, nowMs: number, withEmail: boolean): Record<string, unknown> {
  const { id, teamId, name, realName, tz, kind, deleted, updatedS, strangerOf } = user;
  return {
    id,
    team_id: strangerOf ?? teamId,
    name,
    deleted,
    color: "9f69e7",
    real_name: realName,
    tz,
    tz_label: tz,
    tz_offset: zoneOffsetS(tz, nowMs),
    profile: shapeProfile(user, withEmail),
    is_admin: kind === "admin",
    is_owner: false,
    is_primary_owner: false,
    is_restricted: kind === "guest" || kind === "single_channel_guest",
    is_ultra_restricted: kind === "single_channel_guest",
    is_bot: kind === "bot",
    is_app_user: false,
    updated: updatedS,
  };
}

export function shapeProfile(user: User, withEmail: boolean): Record<string, unknown> {
  const { realName, displayName, title, email, phone, pronouns, status, fields, teamId, botId } = user;
  const [first = "", ...rest] = realName.split(" ");
  return {
    title,
    phone,
    skype: "",
    real_name: realName,
    real_name_normalized: realName,
    display_name: displayName,
    display_name_normalized: displayName,
    first_name: first,
    last_name: rest.join(" "),
    pronouns,
    fields: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { value, alt: "" }])),
    status_text: status.text,
    status_emoji: status.emoji,
    status_expiration: status.expirationS,
    avatar_hash: "g0",
    team: teamId,
    ...(withEmail && email !== undefined && { email }),
    ...(botId !== undefined && { bot_id: botId, api_app_id: "A0HARBOR1" }),
  };
}
