/** Arguments whose values audit records show: what names an object at Slack or chooses from a list, never what people write. */
export const recorded = [
  "channel",
  "channels",
  "ts",
  "thread_ts",
  "usergroup",
  "team_id",
  "ids",
  "workflow",
  "emoji",
  "include",
  "as",
];
