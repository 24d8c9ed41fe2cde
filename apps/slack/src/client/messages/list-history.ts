import { ToolError } from "@fairlead/core";
import type { Coverage, MessageRow } from "../../shape/message.ts";
import { rowsThatFit, sizeOf } from "../../shape/fit.ts";
import { historyClass, pageAfter, readHistory, readReplies } from "./history.ts";
import { isSystem } from "./is-system.ts";
import { shapeMessages, type SlackMessage } from "./messages.ts";
import { inTurns } from "../request/pages.ts";
import { searchHistory } from "../search/search-history.ts";
import type { SlackReadContext } from "../slack-client.ts";
import type { Span } from "../request/window.ts";

export interface HistoryList {
  channel: string;
  name: string;
  span: Span;
  from: string | undefined;
  threads: "none" | "summary" | "full";
  include_system: boolean;
  limit: number;
  cursor?: string | undefined;
}

export type ThreadedRow = MessageRow & { replies?: MessageRow[] };

interface Listed {
  items: ThreadedRow[];
  next_cursor?: string | undefined;
  coverage: Coverage;
}

/** Pages that one call may read to find messages of one person. */
const MOST_PAGES = 3;
const MOST_THREADS = 10;
const THREADS_AT_ONCE = 3;
/** Slack gives at most so many of one page quickly. */
const PAGE = 200;

/**
 * One page of a conversation, oldest first; the cursor is the `ts` before which the next, older page ends. Where Slack
 * gives this app one look a minute, search takes its place, and the answer says so.
 */
export async function listHistory(context: SlackReadContext, asked: HistoryList): Promise<Listed> {
  if (historyClass(context) === "restricted") return bySearch(context, asked, undefined);
  try {
    return await byHistory(context, asked);
  } catch (error) {
    const limited = error instanceof ToolError && error.code === "rate_limited";
    if (!limited || historyClass(context) !== "restricted") throw error;
    return bySearch(context, asked, error);
  }
}

async function byHistory(context: SlackReadContext, asked: HistoryList): Promise<Listed> {
  const { channel, span, from, limit, include_system: withSystem } = asked;
  const isWanted = (message: SlackMessage): boolean =>
    (from === undefined || message.user === from) && (withSystem || !isSystem(message));
  const found: SlackMessage[] = [];
  let place: ReturnType<typeof pageAfter> = { latest: asked.cursor ?? span.latest };
  for (let pages = 0; place !== undefined && pages < MOST_PAGES && found.length < limit; pages += 1) {
    // A person's messages may be far apart: then whole pages are worth it.
    const size = from === undefined ? limit - found.length : PAGE;
    const page = await readHistory(context, { channel, oldest: span.oldest, limit: size, ...place });
    found.push(...page.messages.filter(isWanted));
    place = pageAfter(page, place);
  }
  const newest = found.slice(0, limit);
  const shaped = await shapeMessages(context, channel, newest.toReversed());
  const { rows, coverage } = await withThreads(context, asked, shaped);
  const shown = newestThatFit(rows, context.budget);
  const cut = shown.length < rows.length || newest.length < found.length;
  return { items: shown, next_cursor: cut ? shown[0]?.ts : place?.latest, coverage };
}

function newestThatFit(rows: readonly ThreadedRow[], budget: number): ThreadedRow[] {
  const count = rowsThatFit(rows.map(sizeOf).toReversed(), budget);
  return rows.slice(rows.length - count);
}

async function withThreads(
  context: SlackReadContext,
  { channel, threads }: HistoryList,
  rows: readonly MessageRow[],
): Promise<{ rows: ThreadedRow[]; coverage: Coverage }> {
  const coverage = { complete: true };
  if (threads === "none") return { rows: rows.map(({ thread: _thread, ...row }) => row), coverage };
  if (threads === "summary") return { rows: [...rows], coverage };
  const roots = rows.filter(({ thread }) => (thread?.reply_count ?? 0) > 0);
  const cut = new Set(roots.slice(0, -MOST_THREADS).map(({ ts }) => ts));
  const read = await inTurns(roots.slice(-MOST_THREADS), THREADS_AT_ONCE, async ({ ts }) => {
    const { messages, hasMore } = await readReplies(context, { channel, limit: PAGE }, ts);
    if (hasMore) cut.add(ts);
    const replies = messages.filter((message) => message.ts !== ts);
    return [ts, await shapeMessages(context, channel, replies)] as const;
  });
  const replies = new Map(read);
  const reason = `not every reply of ${cut.size} threads is here: get_thread has them`;
  return {
    rows: rows.map((row) => {
      const own = replies.get(row.ts);
      return own === undefined ? row : { ...row, replies: own };
    }),
    coverage: cut.size === 0 ? coverage : { complete: false, reason },
  };
}

async function bySearch(context: SlackReadContext, asked: HistoryList, refusal: unknown): Promise<Listed> {
  const { channel, cursor } = asked;
  const page = cursor?.startsWith("page:") === true ? cursor : undefined;
  const found = await searchHistory(context, { ...asked, cursor: page, refusal });
  const waitS = refusal instanceof ToolError ? refusal.facts.retryAfterS : undefined;
  const messages = found.hits
    .map(({ message }) => message)
    .toSorted((one, other) => (one.ts ?? "").localeCompare(other.ts ?? ""));
  const rows = await shapeMessages(context, channel, messages);
  return {
    items: newestThatFit(rows, context.budget),
    next_cursor: found.next,
    coverage: {
      complete: false,
      reason: "Slack gives this app one look at a history a minute; these were found by search, threads stay folded",
      ...(waitS !== undefined && { retry_after_s: waitS }),
    },
  };
}
