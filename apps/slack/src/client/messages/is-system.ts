import type { SlackMessage } from "./messages.ts";

/** What Slack writes of itself. Every other kind of message holds somebody's words, those that it adds one day, too. */
const SYSTEM =
  /^((channel|group)_(join|leave|topic|purpose|name|archive|unarchive|posting_permissions|convert_to_(private|public)|canvas_updated)|bot_(add|remove|enable|disable)|(un)?pinned_item|reminder_(add|delete)|joiner_notification\w*|app_conversation_(join|leave))$/;

/** Joins, topics and the like; and what is left of a deleted message, unless a thread still hangs on it. */
export function isSystem({ subtype = "", reply_count: replies = 0 }: SlackMessage): boolean {
  return subtype === "tombstone" ? replies === 0 : SYSTEM.test(subtype);
}
