import { channelOf } from "../channels/channels.ts";
import type { Span } from "../request/window.ts";
import type { SlackReadContext } from "../slack-client.ts";

interface Sought {
  query: string;
  /** As `inPlace` writes them. */
  places: readonly string[];
  /** Ids. */
  users: readonly string[];
  /** The person who has to be mentioned. */
  me?: string | undefined;
  span: Pick<Span, "fromMs" | "toMs">;
  has?: readonly string[];
}

/** A conversation in Slack's syntax: a direct message goes by the other person. */
export async function inPlace(context: SlackReadContext, id: string): Promise<string> {
  const user = id.startsWith("D") ? (await channelOf(context, id)).user : undefined;
  return user === undefined ? `in:<#${id}>` : `in:<@${user}>`;
}

const DAY_MS = 86_400_000;

/** The words and filters in Slack's own syntax. What people write cannot become a filter of it. */
export function keywordQuery({ query, places, users, me, span, has = [] }: Sought): string {
  const words = query
    .replaceAll(/\b(in|from|to|has|is|after|before|on|during|with|type):/gi, "$1 ")
    .replaceAll(/[()"]/g, " ");
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return [
    words.trim(),
    ...places,
    ...users.map((id) => `from:<@${id}>`),
    me === undefined ? "" : `<@${me}>`,
    // Both ends are exclusive days: a day wider, and the hits are looked at.
    span.fromMs === undefined ? "" : `after:${day(span.fromMs - 2 * DAY_MS)}`,
    span.toMs === undefined ? "" : `before:${day(span.toMs + 2 * DAY_MS)}`,
    ...has.map((what) => `has:${what}`),
  ]
    .filter((part) => part !== "")
    .join(" ");
}
