import { parseReference } from "../../shape/reference.ts";
import { waitOf, wordOf } from "../errors/errors.ts";
import type { SlackMessage } from "../messages/messages.ts";
import { inPlace, keywordQuery } from "./keyword-query.ts";
import { searchContext, type ContextMessage } from "./semantic-search.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { mayUse, teamOf, viewerOf } from "../viewer/viewer.ts";
import { inTurns } from "../request/pages.ts";
import type { Span } from "../request/window.ts";

/** What is looked for. People and conversations are ids. */
export interface MessageQuery {
  query: string;
  channels: readonly string[];
  users: readonly string[];
  mentionsMe: boolean;
  span: Pick<Span, "fromMs" | "toMs">;
  has: readonly ("file" | "link" | "pin" | "reaction")[];
  scope: "public" | "mine" | "all";
  sort: "relevance" | "newest" | "oldest";
  includeBots: boolean;
  engine: "auto" | "semantic" | "keyword";
  limit: number;
  cursor: string | undefined;
}

/** A message that was found, in its conversation. */
export interface MessageHit {
  channel: string;
  channelName: string;
  message: SlackMessage;
  before: SlackMessage[];
  after: SlackMessage[];
}

export interface MessageHits {
  hits: MessageHit[];
  engine: "semantic" | "keyword";
  next: string | undefined;
  channelTypes: string[];
  missingScopes: string[];
  /** Filters that the engine does not know, applied to this page alone. */
  dropped: string[];
}

const KINDS = { public_channel: "public", private_channel: "private", mpim: "mpim", im: "im" } as const;

/**
 * Searches by meaning where Slack offers it, else by keywords.
 *
 * @returns undefined where neither can be used with this token.
 */
export async function searchMessages(context: SlackReadContext, query: MessageQuery): Promise<MessageHits | undefined> {
  const { engine, cursor } = query;
  // Search by meaning knows no filters: where there are any, keywords find more than what is left of a page.
  const filtered = engine === "auto" && filtersOf(query).length > 0 && (await mayUse(context, "search:read"));
  const byKeyword = engine === "keyword" || filtered || cursor?.startsWith("page:") === true;
  const semantic = byKeyword ? undefined : await bySemantics(context, query);
  if (semantic !== undefined || engine === "semantic") return semantic;
  return byKeywords(context, query);
}

async function bySemantics(context: SlackReadContext, query: MessageQuery): Promise<MessageHits | undefined> {
  const { span, sort, limit, includeBots, cursor, scope } = query;
  const types = await allowedTypes(context, scope);
  const answer = await searchContext(context, "messages", {
    query: query.query,
    channel_types: types.allowed,
    limit: Math.min(limit, 20),
    include_message_blocks: true,
    include_context_messages: true,
    include_bots: includeBots,
    ...(sort !== "relevance" && { sort: "timestamp", sort_dir: sort === "oldest" ? "asc" : "desc" }),
    ...(span.fromMs !== undefined && { after: Math.floor(span.fromMs / 1000) }),
    ...(span.toMs !== undefined && { before: Math.ceil(span.toMs / 1000) }),
    ...(cursor !== undefined && { cursor }),
  });
  if (answer === undefined) return undefined;
  const { userId } = await viewerOf(context);
  const hits = (answer.results?.messages ?? []).map(fromContext).filter((hit) => fits(hit, query, userId));
  return {
    hits,
    engine: "semantic",
    next: answer.response_metadata?.next_cursor || undefined,
    channelTypes: types.allowed,
    missingScopes: types.missing,
    dropped: filtersOf(query),
  };
}

/** Kinds of conversation that the token may search, of those that are asked for. */
async function allowedTypes(context: SlackReadContext, scope: MessageQuery["scope"]) {
  const wanted = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(
    (type) => scope === "all" || (type === "public_channel") === (scope === "public"),
  );
  const rows = await Promise.all(
    wanted.map(async (type) => ({
      type,
      scope: `search:read.${KINDS[type]}`,
      ok: await mayUse(context, `search:read.${KINDS[type]}`),
    })),
  );
  return {
    allowed: rows.filter(({ ok }) => ok).map(({ type }) => type),
    missing: rows.filter(({ ok }) => !ok).map((row) => row.scope),
  };
}

/** Filters of a query that search by meaning does not know. */
function filtersOf({ channels, users, mentionsMe, has }: MessageQuery): string[] {
  const used = { in: channels.length > 0, from: users.length > 0, mentions_me: mentionsMe, has: has.length > 0 };
  return Object.entries(used).flatMap(([name, on]) => (on ? [name] : []));
}

function fits({ channel, message }: MessageHit, query: MessageQuery, me: string): boolean {
  const { channels, users, mentionsMe, has, span, includeBots } = query;
  const atMs = Number(message.ts) * 1000;
  if (atMs < (span.fromMs ?? 0) || atMs >= (span.toMs ?? Infinity)) return false;
  if (channels.length > 0 && !channels.includes(channel)) return false;
  if (users.length > 0 && !users.includes(message.user ?? "")) return false;
  if (!includeBots && message.subtype === "bot_message") return false;
  if (mentionsMe && message.text?.includes(`<@${me}`) !== true) return false;
  return !(has.includes("link") && message.text?.includes("http") !== true);
}

function fromContext(row: ContextMessage): MessageHit {
  const { channel_id: channel = "", channel_name: channelName = "", message_ts: ts, thread_ts, content, blocks } = row;
  const neighbour = ({ text, user_id: user, ts: at }: { text?: string; user_id?: string; ts?: string }) =>
    ({ text, user, ts: at }) as SlackMessage;
  return {
    channel,
    channelName,
    message: {
      ts,
      text: content,
      user: row.author_user_id,
      ...(thread_ts !== undefined && { thread_ts }),
      ...(blocks !== undefined && { blocks }),
      ...(row.is_author_bot === true && {
        subtype: "bot_message",
        bot_id: row.author_user_id,
        username: row.author_name,
      }),
    } as SlackMessage,
    before: (row.context_messages?.before ?? []).map(neighbour),
    after: (row.context_messages?.after ?? []).map(neighbour),
  };
}

async function byKeywords(context: SlackReadContext, query: MessageQuery): Promise<MessageHits | undefined> {
  if (!(await mayUse(context, "search:read"))) return undefined;
  const { userId } = await viewerOf(context);
  const page = Number(query.cursor?.replace("page:", "") ?? 1);
  const places = await inTurns(query.channels, 4, (id) => inPlace(context, id));
  const answer = await context.client.web.search
    .messages({
      query: keywordQuery({ ...query, places, me: query.mentionsMe ? userId : undefined }),
      count: query.limit,
      page,
      sort: query.sort === "relevance" ? "score" : "timestamp",
      sort_dir: query.sort === "oldest" ? "asc" : "desc",
      ...(await teamOf(context)),
    })
    .catch((error: unknown) => {
      if (waitOf(error) === undefined && /^(not_allowed_token_type|missing_scope)$/.test(wordOf(error) ?? ""))
        return undefined;
      throw error;
    });
  if (answer === undefined) return undefined;
  const rows = answer.messages?.matches ?? [];
  const pages = answer.messages?.paging?.pages ?? 1;
  const hits = rows.map((row): MessageHit => ({
    channel: row.channel?.id ?? "",
    channelName: row.channel?.name ?? "",
    message: { ...withoutHandle(row), ...threadIn(row.permalink) } as unknown as SlackMessage,
    before: [],
    after: [],
  }));
  return {
    hits: hits.filter((hit, index) => fits(hit, query, userId) && inScope(rows[index]?.channel, query.scope)),
    engine: "keyword",
    next: page < pages ? `page:${page + 1}` : undefined,
    channelTypes: Object.keys(KINDS),
    missingScopes: [],
    dropped: query.includeBots ? [] : ["include_bots"],
  };
}

/** The thread of a reply, which nothing but its address names. */
function threadIn(permalink: string | undefined): { thread_ts?: string } {
  const link = parseReference(permalink ?? "");
  return link.form === "message" && link.threadTs !== undefined ? { thread_ts: link.threadTs } : {};
}

/** Beside a person's id stands their handle: names are better. */
function withoutHandle<Row extends { user?: string; username?: string }>({ username, ...row }: Row) {
  return row.user === undefined || row.user === "" ? { ...row, username } : row;
}

function inScope(
  channel: { id?: string; is_private?: boolean; is_mpim?: boolean } | undefined,
  scope: MessageQuery["scope"],
): boolean {
  if (scope === "all") return true;
  const closed = channel?.is_private === true || channel?.is_mpim === true || channel?.id?.startsWith("D") === true;
  return closed === (scope === "mine");
}
