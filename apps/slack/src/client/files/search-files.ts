import type { FilesListResponse } from "@slack/web-api";
import type { FileRowFacts } from "../../shape/file.ts";
import { namesOf } from "../people/people.ts";
import { searchContext } from "../search/semantic-search.ts";
import { isNarrowed, readable, sharedIn } from "../request/readable.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { timeOf } from "../messages/messages.ts";
import { isOfKind } from "../../shape/file-kind.ts";
import { inPlace, keywordQuery } from "../search/keyword-query.ts";
import { mayUse, teamOf } from "../viewer/viewer.ts";
import type { Span } from "../request/window.ts";

type SlackFile = NonNullable<FilesListResponse["files"]>[number];

/** The kinds that Slack lists by; any other word it refuses. */
const LISTED: Readonly<Record<string, string>> = {
  images: "images",
  pdfs: "pdfs",
  snippets: "snippets",
  archives: "zips",
  canvases: "canvas",
};

/** Pages that one call looks through for the first file that fits. */
const MOST_PAGES = 5;

interface Asked {
  query?: string | undefined;
  channel: string | undefined;
  user: string | undefined;
  types: readonly string[];
  span: Span;
  sort: "relevance" | "newest";
  limit: number;
  cursor?: string | undefined;
}

interface FoundFiles {
  items: FileRowFacts[];
  next_cursor?: string | undefined;
  engine: "semantic" | "keyword" | "list";
  /** Files of this page that an allow-list keeps away. */
  withheld?: number;
}

/** Files: with words by search, without by list. */
export async function searchFiles(context: SlackContext, asked: Asked): Promise<FoundFiles> {
  const found = await findFiles(context, asked);
  if (!isNarrowed(context)) return found;
  const may = await readable(
    context,
    found.items.flatMap(({ channels = [] }) => channels),
  );
  const items = found.items.filter(({ channels = [] }) => channels.some((id) => may.has(id)));
  return { ...found, items, withheld: found.items.length - items.length };
}

async function findFiles(context: SlackContext, asked: Asked): Promise<FoundFiles> {
  const { query, channel, user, types, cursor } = asked;
  if (query === undefined) return byList(context, asked, "");
  // Search by meaning knows no filters, and does not say where a file is shared.
  const narrowed = channel !== undefined || user !== undefined || types.length > 0 || isNarrowed(context);
  if (!narrowed && cursor?.startsWith("page:") !== true) {
    const found = await bySemantics(context, asked, query);
    if (found) return found;
  }
  if (await mayUse(context, "search:read")) return byKeywords(context, asked, query);
  return byList(context, asked, query.toLowerCase());
}

async function bySemantics(
  context: SlackReadContext,
  { span, cursor, limit, sort }: Asked,
  query: string,
): Promise<FoundFiles | undefined> {
  const answer = await searchContext(context, "files", {
    query,
    limit: Math.min(limit, 20),
    ...(sort === "newest" && { sort: "timestamp", sort_dir: "desc" }),
    ...(span.fromMs !== undefined && { after: Math.floor(span.fromMs / 1000) }),
    ...(span.toMs !== undefined && { before: Math.ceil(span.toMs / 1000) }),
    ...(cursor !== undefined && { cursor }),
  });
  if (answer === undefined) return undefined;
  const rows = answer.results?.files ?? [];
  const people = await namesOf(
    context,
    rows.flatMap(({ author_user_id: id }) => id ?? []),
  );
  return {
    items: rows.map(({ file_id: id = "", title = "", author_user_id: author, date_created: at, permalink }) => ({
      id,
      name: title,
      user: people.get(author ?? "")?.name ?? author,
      time: at === undefined ? undefined : timeOf(String(at), span.timeZone),
      link: permalink,
    })),
    next_cursor: answer.response_metadata?.next_cursor || undefined,
    engine: "semantic",
  };
}

/** A page is as large as it may be: what Slack does not filter is looked through here. */
const PAGE = 100;

/** Up to `limit` files that fit, of the first page from the cursor on that has any. */
async function firstThatFit(
  { cursor, limit }: Pick<Asked, "cursor" | "limit">,
  read: (page: number) => Promise<{ files: readonly SlackFile[]; pages: number }>,
  fits: (file: SlackFile) => boolean,
): Promise<{ files: SlackFile[]; next_cursor: string | undefined }> {
  let [page = 1, skip = 0] = (cursor ?? "").split(":").slice(1).map(Number);
  for (let count = 1; ; count += 1, page += 1, skip = 0) {
    const { files, pages } = await read(page);
    const fitting = [...files.entries()].filter(([index, file]) => index >= skip && fits(file));
    const shown = fitting.slice(0, limit);
    const last = shown.at(-1)?.[0] ?? 0;
    const rest = fitting.length > limit ? `page:${page}:${last + 1}` : undefined;
    const next = page >= pages ? undefined : `page:${page + 1}`;
    if (shown.length > 0 || next === undefined || count === MOST_PAGES)
      return { files: shown.map(([, file]) => file), next_cursor: rest ?? next };
  }
}

async function byKeywords(context: SlackReadContext, asked: Asked, query: string): Promise<FoundFiles> {
  const { channel, user, types, span, sort } = asked;
  const words = keywordQuery({
    query,
    places: channel === undefined ? [] : [await inPlace(context, channel)],
    users: user === undefined ? [] : [user],
    span,
  });
  const team = await teamOf(context);
  const { files, next_cursor } = await firstThatFit(
    asked,
    async (page) => {
      const answer = await context.client.web.search.files({
        query: words,
        count: PAGE,
        page,
        sort: sort === "relevance" ? "score" : "timestamp",
        ...team,
      });
      const rows = (answer.files?.matches ?? []) as unknown as SlackFile[];
      return { files: rows, pages: answer.files?.paging?.pages ?? 1 };
    },
    (file) => isOfKind(types, file) && isIn(span, file),
  );
  return { items: await toRows(context, files, span), next_cursor, engine: "keyword" };
}

function isIn({ fromMs = 0, toMs = Infinity }: Span, { created = 0 }: SlackFile): boolean {
  return created * 1000 >= fromMs && created * 1000 < toMs;
}

/** @param words What a name has to hold. */
async function byList(context: SlackReadContext, asked: Asked, words: string): Promise<FoundFiles> {
  const { channel, user, types, span } = asked;
  const listed = types.flatMap((type) => LISTED[type] ?? []);
  // One kind that Slack does not list by, and every file has to be looked at.
  const byType = listed.length === types.length && types.length > 0;
  const team = await teamOf(context);
  const { files, next_cursor } = await firstThatFit(
    asked,
    async (page) => {
      const answer = await context.client.web.files.list({
        count: PAGE,
        page,
        ...(channel !== undefined && { channel }),
        ...(user !== undefined && { user }),
        ...(byType && { types: listed.join(",") }),
        ...(span.fromMs !== undefined && { ts_from: String(Math.floor(span.fromMs / 1000)) }),
        ...(span.toMs !== undefined && { ts_to: String(Math.ceil(span.toMs / 1000)) }),
        ...team,
      });
      return { files: answer.files ?? [], pages: answer.paging?.pages ?? 1 };
    },
    ({ name = "", title = "", ...file }) =>
      (byType || isOfKind(types, file)) && `${name} ${title}`.toLowerCase().includes(words),
  );
  return { items: await toRows(context, files, span), next_cursor, engine: "list" };
}

async function toRows(
  context: SlackReadContext,
  files: readonly SlackFile[],
  { timeZone }: Span,
): Promise<FileRowFacts[]> {
  const people = await namesOf(
    context,
    files.flatMap(({ user }) => user ?? []),
  );
  return files.map(({ id = "", name, title, mimetype, size, user = "", created, permalink, ...file }) => ({
    id,
    name: name ?? title ?? id,
    title,
    mimetype,
    size,
    user: people.get(user)?.name ?? user,
    time: created === undefined ? undefined : timeOf(String(created), timeZone),
    channels: sharedIn(file),
    link: permalink,
  }));
}
