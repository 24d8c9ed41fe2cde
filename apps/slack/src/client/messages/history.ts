import { ToolError } from "@fairlead/core";
import { waitOf } from "../errors/errors.ts";
import type { SlackMessage } from "./messages.ts";
import { keep, recall } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";

const DAY_MS = 24 * 3_600_000;
/** What apps outside Slack's Marketplace get at once. */
const RESTRICTED_PAGE = 15;
/** A wait of about a minute, with so little asked, is that limit. */
const RESTRICTED_WAIT_S = 30;

export interface HistoryQuestion {
  channel: string;
  oldest?: string | undefined;
  latest?: string | undefined;
  limit: number;
  cursor?: string | undefined;
  inclusive?: boolean;
  /** Also what apps have put to the messages. */
  withMetadata?: boolean;
}

export interface HistoryPage {
  /** Newest first, as Slack has it. */
  messages: SlackMessage[];
  hasMore: boolean;
  next: string | undefined;
}

/** How much of a history this app is given: `full`, `restricted` to one request a minute, or not known yet. */
export function historyClass(context: SlackReadContext): "full" | "restricted" | "unknown" {
  return recall<"full" | "restricted">(context, "history-class") ?? "unknown";
}

/**
 * One page of a history. What its answer, or the wait it asks for, tells about this app's limits is remembered for a day.
 *
 * @throws ToolError `rate_limited`, with when to come back
 */
export async function readHistory(context: SlackReadContext, question: HistoryQuestion): Promise<HistoryPage> {
  const { channel, limit, oldest, latest, cursor, inclusive, withMetadata } = question;
  try {
    const answer = await context.client.web.conversations.history({
      channel,
      limit,
      ...(oldest !== undefined && { oldest }),
      ...(latest !== undefined && { latest }),
      ...(cursor !== undefined && { cursor }),
      ...(inclusive === true && { inclusive }),
      ...(withMetadata === true && { include_all_metadata: true }),
    });
    const { messages = [], has_more: more = false } = answer;
    learn(context, limit, messages.length, more);
    return { messages, hasMore: more, next: answer.response_metadata?.next_cursor || undefined };
  } catch (error) {
    throw limited(context, error) ?? error;
  }
}

/**
 * Where the next, older page of a history begins. An empty page is no end: its cursor leads on.
 *
 * @returns undefined after the last page.
 */
export function pageAfter(
  { messages, hasMore, next }: HistoryPage,
  { latest }: Pick<HistoryQuestion, "latest">,
): Pick<HistoryQuestion, "latest" | "cursor"> | undefined {
  const last = messages.at(-1)?.ts;
  if (!hasMore || (last ?? next) === undefined) return undefined;
  return last === undefined ? { latest, cursor: next } : { latest: last };
}

/** One page of a thread, the root before the replies on every page. */
export async function readReplies(
  context: SlackReadContext,
  { channel, limit, oldest, latest, inclusive, withMetadata }: HistoryQuestion,
  ts: string,
): Promise<HistoryPage> {
  try {
    const answer = await context.client.web.conversations.replies({
      channel,
      ts,
      limit,
      ...(oldest !== undefined && { oldest }),
      ...(latest !== undefined && { latest }),
      ...(inclusive === true && { inclusive }),
      ...(withMetadata === true && { include_all_metadata: true }),
    });
    const { messages = [], has_more: more = false } = answer;
    return {
      messages,
      hasMore: more,
      next: answer.response_metadata?.next_cursor || undefined,
    };
  } catch (error) {
    throw limited(context, error) ?? error;
  }
}

function learn(context: SlackReadContext, asked: number, given: number, more: boolean): void {
  // A page without any row says nothing: Slack gives such pages to everybody.
  if (more && given > 0 && asked > RESTRICTED_PAGE)
    keep(context, "history-class", given <= RESTRICTED_PAGE ? "restricted" : "full", DAY_MS);
}

function limited(context: SlackReadContext, error: unknown): ToolError | undefined {
  const retryAfterS = waitOf(error);
  if (retryAfterS === undefined) return undefined;
  const minute = retryAfterS >= RESTRICTED_WAIT_S && historyClass(context) !== "full";
  if (minute) keep(context, "history-class", "restricted", DAY_MS);
  const way = minute
    ? "Slack gives this app one look at a history a minute. search_messages works meanwhile; an app of your own workspace has no such limit."
    : "Slack asks to wait.";
  return new ToolError("rate_limited", `${way} Come back in ${retryAfterS} s.`, { retryAfterS, cause: error });
}
