import type { FilesListResponse } from "@slack/web-api";
import type { FileRowFacts } from "../../shape/file.ts";
import { namesOf } from "../people/people.ts";
import { searchContext } from "../search/semantic-search.ts";
import { isNarrowed, readable, sharedIn } from "../request/readable.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { timeOf } from "../messages/messages.ts";
import { mayUse, teamOf } from "../viewer/viewer.ts";
import type { Span } from "../request/window.ts";

type SlackFile = NonNullable<FilesListResponse["files"]>[number];

const TYPES: Readonly<Record<string, string>> = {
  images: "images",
  pdfs: "pdfs",
  documents: "gdocs,docs",
  spreadsheets: "spreadsheets,gsheets",
  snippets: "snippets",
  archives: "zips",
  canvases: "canvas",
};

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
  if (query === undefined) return byList(context, asked);
  // Search by meaning knows no filters, and does not say where a file is shared.
  const narrowed = channel !== undefined || user !== undefined || types.length > 0 || isNarrowed(context);
  if (!narrowed && cursor?.startsWith("page:") !== true) {
    const found = await bySemantics(context, asked, query);
    if (found) return found;
  }
  if (await mayUse(context, "search:read")) return byKeywords(context, asked, query);
  const listed = await byList(context, asked);
  const wanted = query.toLowerCase();
  return {
    ...listed,
    items: listed.items.filter(({ name, title = "" }) => `${name} ${title}`.toLowerCase().includes(wanted)),
  };
}

async function bySemantics(
  context: SlackReadContext,
  { span, cursor, limit }: Asked,
  query: string,
): Promise<FoundFiles | undefined> {
  const answer = await searchContext(context, "files", {
    query,
    limit: Math.min(limit, 20),
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

async function byKeywords(context: SlackReadContext, asked: Asked, query: string): Promise<FoundFiles> {
  const { channel, user, span, limit, cursor, sort } = asked;
  const page = Number(cursor?.replace("page:", "") ?? 1);
  const words = query
    .replaceAll(/\b(in|from|to|has|is|after|before|on|during|with|type):/gi, "$1 ")
    .replaceAll(/[()"]/g, " ");
  const filters = [channel === undefined ? "" : `in:<#${channel}>`, user === undefined ? "" : `from:<@${user}>`];
  const answer = await context.client.web.search.files({
    query: [words.trim(), ...filters].filter((part) => part !== "").join(" "),
    count: limit,
    page,
    sort: sort === "relevance" ? "score" : "timestamp",
    ...(await teamOf(context)),
  });
  const rows = (answer.files?.matches ?? []) as unknown as SlackFile[];
  const inSpan = rows.filter(
    ({ created = 0 }) => created * 1000 >= (span.fromMs ?? 0) && created * 1000 < (span.toMs ?? Infinity),
  );
  const pages = answer.files?.paging?.pages ?? 1;
  return {
    items: await toRows(context, inSpan, span),
    next_cursor: page < pages ? `page:${page + 1}` : undefined,
    engine: "keyword",
  };
}

async function byList(
  context: SlackReadContext,
  { channel, user, types, span, limit, cursor }: Asked,
): Promise<FoundFiles> {
  const page = Number(cursor?.replace("page:", "") ?? 1);
  const answer = await context.client.web.files.list({
    count: limit,
    page,
    ...(channel !== undefined && { channel }),
    ...(user !== undefined && { user }),
    ...(types.length > 0 && { types: types.map((type) => TYPES[type]).join(",") }),
    ...(span.fromMs !== undefined && { ts_from: String(Math.floor(span.fromMs / 1000)) }),
    ...(span.toMs !== undefined && { ts_to: String(Math.ceil(span.toMs / 1000)) }),
    ...(await teamOf(context)),
  });
  const pages = answer.paging?.pages ?? 1;
  return {
    items: await toRows(context, answer.files ?? [], span),
    next_cursor: page < pages ? `page:${page + 1}` : undefined,
    engine: "list",
  };
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
