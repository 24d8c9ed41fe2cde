const MAX_LINE = 160;
const SEPARATOR = " | ";

/**
 * Any JSON value as compact text: one `key: value` line per fact, a table per list of rows, a block per long text.
 * Everything in the value is in the text.
 */
export function renderFacts(value: Readonly<Record<string, unknown>>): string {
  const lines: string[] = [];
  const blocks: string[] = [];
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined || key === "next_cursor") continue;
    if (key === "items" && Array.isArray(field)) lines.push(renderRows(field));
    else if (isRows(field)) blocks.push(`${key}:\n${renderRows(field)}`);
    else if (isLongText(field)) blocks.push(`${key}:\n${field}`);
    else if (isFacts(field) && !fitsLine(field)) blocks.push(`${key}:\n${renderFacts(field)}`);
    else lines.push(`${key}: ${inline(field)}`);
  }
  const cursor = value["next_cursor"];
  const more = typeof cursor === "string" ? [`More: call again with cursor: "${cursor}"`] : [];
  return [...lines, ...blocks, ...more].join("\n");
}

function renderRows(rows: readonly unknown[]): string {
  if (rows.length === 0) return "(none)";
  if (!rows.every(isFacts)) return rows.map((row) => (isFacts(row) ? renderFacts(row) : `- ${inline(row)}`)).join("\n");
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => row[key] !== undefined)))];
  const tabular = rows.every((row) => columns.every((column) => fitsLine(cellOf(row, column))));
  if (!tabular) return rows.map((row) => renderFacts(row)).join("\n---\n");
  const body = rows.map((row) => columns.map((column) => inline(cellOf(row, column))).join(SEPARATOR));
  return [columns.join(SEPARATOR), ...body].join("\n");
}

/** Rows differ in their keys, and a column may have the name of what every object inherits, such as `valueOf`. */
function cellOf(row: Record<string, unknown>, column: string): unknown {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

/** One line: lists with commas, objects as `key=value`. */
function inline(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(inline).join(", ");
  if (isFacts(value)) {
    const facts = Object.entries(value).filter(([, field]) => field !== undefined);
    return facts.map(([key, field]) => `${key}=${inline(field)}`).join(" ");
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fitsLine(value: unknown): boolean {
  const text = inline(value);
  return text.length <= MAX_LINE && !text.includes("\n");
}

function isLongText(value: unknown): value is string {
  return typeof value === "string" && (value.length > MAX_LINE || value.includes("\n"));
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRows(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && (value.some(isFacts) || !fitsLine(value));
}
