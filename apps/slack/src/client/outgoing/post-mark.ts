import type { SlackMessage } from "../messages/messages.ts";

const EVENT_TYPE = "fairlead_post";

/**
 * What the app puts to a post, unseen in the channel, so that a post whose answer was lost is told from all others with the
 * same words.
 *
 * @param part From 1; of a long text, the parts after the first are known apart from it.
 */
export function markFor(mark: string, part: number) {
  const key = part === 1 ? mark : `${mark}#${part}`;
  return { metadata: { event_type: EVENT_TYPE, event_payload: { key } } };
}

/** The mark that a post carries. Undefined for what was posted without, and where whoever looks is not shown it. */
export function markOn({ metadata }: SlackMessage): string | undefined {
  if (metadata?.event_type !== EVENT_TYPE) return undefined;
  const { key } = { ...metadata.event_payload } as { key?: unknown };
  return typeof key === "string" ? key : undefined;
}
