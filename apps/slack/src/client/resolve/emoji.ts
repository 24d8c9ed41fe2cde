import { remember } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { mayUse } from "../viewer/viewer.ts";

const HOUR_MS = 3_600_000;

/** Standard emoji that people react with most: Slack's list holds only the workspace's own. */
const STANDARD = [
  "white_check_mark",
  "+1",
  "-1",
  "eyes",
  "tada",
  "heart",
  "rocket",
  "fire",
  "joy",
  "wave",
  "raised_hands",
  "pray",
  "x",
  "thinking_face",
  "clap",
];

/** Names of emoji, the workspace's own among them; asked once an hour. */
export async function emojiNames(context: SlackReadContext): Promise<string[]> {
  if (!(await mayUse(context, "emoji:read"))) return STANDARD;
  const own = await remember(context, "emoji", HOUR_MS, async () => {
    const { emoji = {} } = await context.client.web.emoji.list();
    return Object.keys(emoji);
  });
  return [...own, ...STANDARD];
}
