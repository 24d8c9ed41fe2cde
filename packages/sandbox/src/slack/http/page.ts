import { Refusal, type Call } from "./method.ts";

interface Page<Row> {
  rows: Row[];
  /** For `response_metadata.next_cursor`; empty on the last page. */
  next: string;
}

const PREFIX = "next:";

/** The offset that a cursor stands for. @throws Refusal invalid_cursor */
export function offsetOf({ args }: Pick<Call, "args">): number {
  const cursor = args.text("cursor");
  if (cursor === undefined) return 0;
  const text = Buffer.from(cursor, "base64").toString();
  const offset = Number(text.slice(PREFIX.length));
  if (!text.startsWith(PREFIX) || !Number.isInteger(offset) || offset < 0) throw new Refusal("invalid_cursor");
  return offset;
}

export function cursorAt(offset: number): string {
  return Buffer.from(`${PREFIX}${offset}`).toString("base64");
}

/** How many rows a call asks for. @throws Refusal invalid_limit */
export function limitOf({ args }: Pick<Call, "args">, fallback: number, most: number): number {
  const limit = args.number("limit") ?? fallback;
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new Refusal("invalid_limit");
  return limit;
}

/** One page of rows by `cursor` and `limit`. */
export function pageOf<Row>(call: Pick<Call, "args">, rows: readonly Row[], fallback = 100, most = 1000): Page<Row> {
  return windowOf(call, rows.length, (index) => rows[index] as Row, fallback, most);
}

/** The same over rows that are made one by one. */
export function windowOf<Row>(
  call: Pick<Call, "args">,
  total: number,
  rowAt: (index: number) => Row,
  fallback = 100,
  most = 1000,
): Page<Row> {
  const from = offsetOf(call);
  const to = Math.min(total, from + limitOf(call, fallback, most));
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => rowAt(from + index));
  return { rows, next: to < total ? cursorAt(to) : "" };
}

/** Pages by number, as `search.*` and `files.list` have them. */
export function numberedPage<Row>({ args }: Pick<Call, "args">, rows: readonly Row[]) {
  const count = Math.min(args.number("count") ?? 20, 100);
  const page = args.number("page") ?? 1;
  const from = (page - 1) * count;
  return {
    rows: rows.slice(from, from + count),
    paging: { count, total: rows.length, page, pages: Math.max(1, Math.ceil(rows.length / count)) },
  };
}
