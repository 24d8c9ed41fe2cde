import type { Call, Reply } from "./route.ts";
import { badRequest } from "./route.ts";

const MOST = 100;
/** GitLab counts no further than this. */
const COUNTED = 10_000;
/** Offset pagination ends here. */
const REACHABLE = 50_000;

export function windowOf(call: Call): { page: number; perPage: number } {
  const number = (name: string, fallback: number) => {
    const value = Number(call.query.get(name) ?? fallback);
    if (!Number.isInteger(value) || value < 1) throw badRequest(`${name} does not have a valid value`);
    return value;
  };
  const page = number("page", 1);
  const perPage = Math.min(number("per_page", 20), MOST);
  if ((page - 1) * perPage >= REACHABLE) {
    throw badRequest("Offset pagination has a maximum allowed offset of 50000 for requests that return objects");
  }
  return { page, perPage };
}

function urlOf(call: Call, changes: Record<string, string>): string {
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${call.world.url}/api/v4${call.path}?${query.toString()}`;
}

/** Cuts the requested page out of all rows, with GitLab's headers. */
export function paginate<Row>(call: Call, rows: readonly Row[], shape: (row: Row) => unknown): Reply {
  const { page, perPage } = windowOf(call);
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const counted = rows.length <= COUNTED;
  const next = page < last ? String(page + 1) : "";
  const links = [
    ...(page > 1 ? [`<${urlOf(call, { page: String(page - 1) })}>; rel="prev"`] : []),
    ...(next === "" ? [] : [`<${urlOf(call, { page: next })}>; rel="next"`]),
    `<${urlOf(call, { page: "1" })}>; rel="first"`,
    ...(counted ? [`<${urlOf(call, { page: String(last) })}>; rel="last"`] : []),
  ];
  return {
    status: 200,
    body: rows.slice((page - 1) * perPage, page * perPage).map(shape),
    headers: {
      link: links.join(", "),
      "x-page": String(page),
      "x-per-page": String(perPage),
      "x-next-page": next,
      "x-prev-page": page > 1 ? String(page - 1) : "",
      ...(counted && { "x-total": String(rows.length), "x-total-pages": String(last) }),
    },
  };
}

/** Keyset pages: only `Link` leads on, by the key of the last row. */
export function keyset<Row>(
  call: Call,
  rows: readonly Row[],
  { parameter, keyOf, shape }: { parameter: string; keyOf: (row: Row) => string; shape: (row: Row) => unknown },
): Reply {
  const { perPage } = windowOf(call);
  const after = call.query.get(parameter);
  const start = after === null ? 0 : rows.findIndex((row) => keyOf(row) === after) + 1;
  const shown = rows.slice(start, start + perPage);
  const last = shown.at(-1);
  const more = last !== undefined && start + perPage < rows.length;
  return {
    status: 200,
    body: shown.map(shape),
    headers: more ? { link: `<${urlOf(call, { [parameter]: keyOf(last) })}>; rel="next"` } : {},
  };
}
