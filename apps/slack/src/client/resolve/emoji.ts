import { remember } from "../request/remember.ts";
import { STANDARD_EMOJI } from "../../shape/standard-emoji.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { mayUse } from "../viewer/viewer.ts";

const HOUR_MS = 3_600_000;

/** Names of emoji, the workspace's own among them; asked once an hour. */
export async function emojiNames(context: SlackReadContext): Promise<string[]> {
  if (!(await mayUse(context, "emoji:read"))) return Object.keys(STANDARD_EMOJI);
  const own = await remember(context, "emoji", HOUR_MS, async () => {
    const { emoji = {} } = await context.client.web.emoji.list();
    return Object.keys(emoji);
  });
  return [...own, ...Object.keys(STANDARD_EMOJI)];
}
