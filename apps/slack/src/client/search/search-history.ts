import { ToolError } from "@fairlead/core";
import type { Span } from "../request/window.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { searchMessages, type MessageHits } from "./search-messages.ts";

/**
 * Messages of one conversation by search, the newest first: for apps whose looks at histories Slack rations.
 *
 * @param asked.refusal what a look at the history met, where one was tried
 * @throws the refusal, else ToolError `rate_limited`, where this token cannot search.
 */
export async function searchHistory(
  context: SlackReadContext,
  asked: {
    channel: string;
    span: Span;
    from?: string | undefined;
    limit: number;
    cursor?: string | undefined;
    refusal?: unknown;
  },
): Promise<MessageHits> {
  const { channel, span, from, limit, cursor, refusal } = asked;
  const found = await searchMessages(context, {
    query: "",
    channels: [channel],
    users: from === undefined ? [] : [from],
    mentionsMe: false,
    span,
    has: [],
    scope: "all",
    sort: "newest",
    includeBots: true,
    // Search by meaning needs words: dated search by place does not.
    engine: "keyword",
    limit,
    cursor,
  });
  if (found !== undefined) return found;
  throw (
    refusal ??
    new ToolError(
      "rate_limited",
      "Slack gives this app one look at a history a minute, and this token cannot search. Come back in 60 s.",
      { retryAfterS: 60 },
    )
  );
}
