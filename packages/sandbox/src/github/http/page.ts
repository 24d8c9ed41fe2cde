import type { Call, Reply } from "./route.ts";
import { Refusal } from "./route.ts";

export interface PageOptions<Row> {
  /** Turns a row into JSON; only the page's rows are shaped. */
  shape?: (row: Row) => unknown;
  /** Body around the page, such as `{ total_count, items }`; without it the page is the body. */
  wrap?: (rows: unknown[], total: number) => unknown;
  /** Rows per page when the client names none: 30. */
  perPage?: number;
  /** The most a client may ask for: 100. */
  maxPerPage?: number;
  /** Rows beyond this exist but cannot be paged to (search: 1,000). */
  reachable?: number;
}

function positive(call: Call, name: string, fallback: number): number {
  const value = Number(call.query.get(name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

/** The window a request asks for. GitHub silently takes the nearest sensible value for nonsense. */
export function pageOf(
  call: Call,
  options: { perPage?: number; maxPerPage?: number } = {},
): { page: number; perPage: number } {
  return {
    page: positive(call, "page", 1),
    perPage: Math.min(positive(call, "per_page", options.perPage ?? 30), options.maxPerPage ?? 100),
  };
}

function pageUrl(call: Call, page: number): string {
  const query = new URLSearchParams(call.query);
  query.set("page", String(page));
  return `${call.world.urls.rest}${call.path}?${query.toString()}`;
}

/** The `Link` header of a page, or nothing where one page holds all. */
export function linkHeader(call: Call, page: number, perPage: number, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / perPage));
  const links = [
    ...(page > 1 ? [["prev", Math.min(page - 1, last)] as const] : []),
    ...(page < last ? [["next", page + 1] as const, ["last", last] as const] : []),
    ...(page > 1 ? [["first", 1] as const] : []),
  ];
  if (links.length === 0) return {};
  return { link: links.map(([rel, at]) => `<${pageUrl(call, at)}>; rel="${rel}"`).join(", ") };
}

/** Cuts the requested page out of all rows. @throws Refusal 422 beyond `reachable`, as search does. */
export function paginate<Row>(call: Call, rows: readonly Row[], options: PageOptions<Row> = {}): Reply {
  const { page, perPage } = pageOf(call, options);
  const start = (page - 1) * perPage;
  const reachable = Math.min(rows.length, options.reachable ?? rows.length);
  if (options.reachable !== undefined && start >= options.reachable) {
    throw new Refusal(422, `Only the first ${options.reachable} search results are available`);
  }
  const shaped = rows.slice(start, Math.min(start + perPage, reachable)).map((row) => options.shape?.(row) ?? row);
  return {
    status: 200,
    body: options.wrap ? options.wrap(shaped, rows.length) : shaped,
    headers: linkHeader(call, page, perPage, reachable),
  };
}
