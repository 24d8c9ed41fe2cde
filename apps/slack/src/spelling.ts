import type { Spelling } from "@fairlead/core";

/** How callers spell Slack's fields elsewhere: taken silently, or answered with a hint. */
export const spelling: Spelling = {
  aliases: {
    channel_id: "channel",
    channelId: "channel",
    conversation: "channel",
    message_ts: "ts",
    timestamp: "ts",
    message_id: "ts",
    user_id: "user",
    userId: "user",
    threadTs: "thread_ts",
    message: "text",
    reaction: "emoji",
    file_id: "file",
    post_at: "at",
    count: "limit",
    next_cursor: "cursor",
  },
  hints: {
    page: "Lists go on by cursor: pass next_cursor of the answer before.",
    username: "Messages are sent as the account that is signed in.",
  },
  normalize(args, fields) {
    return listed(withWindow(args, fields), fields);
  },
};

/** `since` and `until`, or `oldest` and `latest`, are the ends of a window. */
function withWindow(args: Record<string, unknown>, fields: ReadonlySet<string>): Record<string, unknown> {
  if (!fields.has("window") || args["window"] !== undefined) return args;
  const { after, since, oldest, before, until, latest, ...rest } = args;
  const { from = "", to = "" } = { from: after ?? since ?? oldest, to: before ?? until ?? latest };
  if (typeof from !== "string" || typeof to !== "string" || from + to === "") return args;
  return { ...rest, window: `${from}/${to}` };
}

/** One name where a list is wanted. */
function listed(args: Record<string, unknown>, fields: ReadonlySet<string>): Record<string, unknown> {
  const out = { ...args };
  for (const name of ["users", "channels", "references", "to", "ids"]) {
    if (fields.has(name) && typeof out[name] === "string") out[name] = [out[name]];
  }
  return out;
}
