import { graphqlRefusal } from "./graphql-refusal.ts";

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

const MAX_PAGE = 100;

const cursorOf = (index: number): string => Buffer.from(`cursor:v2:${index}`).toString("base64");

function indexOf(cursor: string): number {
  const index = Number(/^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1]);
  if (Number.isNaN(index))
    throw graphqlRefusal("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  return index;
}

function checkSize(field: string, args: PageArguments): void {
  const asked = args.first ?? args.last;
  if (asked === null || asked === undefined) {
    throw graphqlRefusal(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
    );
  }
  if (asked < 0)
    throw graphqlRefusal("EXCESSIVE_PAGINATION", `\`first\` on the \`${field}\` connection cannot be less than zero.`);
  if (asked <= MAX_PAGE) return;
  throw graphqlRefusal(
    "EXCESSIVE_PAGINATION",
    `Requesting ${asked} records on the \`${field}\` connection exceeds the \`first\` limit of ${MAX_PAGE} records.`,
  );
}

/**
 * A page of rows as a connection; only the page's rows become nodes. `field` is the connection's name for its errors.
 * @throws GraphQLError without `first` or `last`, or with more than 100.
 */
export function connection<Row>(
  field: string,
  args: PageArguments,
  rows: readonly Row[],
  toNode: (row: Row) => unknown,
): Record<string, unknown> {
  checkSize(field, args);
  const from = args.after == null ? 0 : indexOf(args.after) + 1;
  const to = args.before == null ? rows.length : Math.min(rows.length, indexOf(args.before));
  const start = args.first == null && args.last != null ? Math.max(from, to - args.last) : from;
  const end = args.first == null ? to : Math.min(to, from + args.first);
  const page = rows.slice(start, end);
  return {
    totalCount: rows.length,
    nodes: () => page.map(toNode),
    edges: () => page.map((row, i) => ({ cursor: cursorOf(start + i), node: () => toNode(row) })),
    pageInfo: {
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
      startCursor: page.length === 0 ? null : cursorOf(start),
      endCursor: page.length === 0 ? null : cursorOf(start + page.length - 1),
    },
  };
}
