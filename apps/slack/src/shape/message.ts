import { z } from "zod";

/** A message as a model reads it. */
export const Message = z.object({
  channel: z.string(),
  ts: z.string(),
  time: z.string(),
  author: z.object({ id: z.string(), name: z.string(), kind: z.enum(["person", "app", "external"]) }),
  text: z.string(),
  thread: z.object({ ts: z.string(), reply_count: z.int().optional(), latest_reply: z.string().optional() }).optional(),
  reactions: z.array(z.object({ name: z.string(), count: z.int(), mine: z.boolean() })).optional(),
  files: z
    .array(z.object({ id: z.string(), name: z.string(), mimetype: z.string(), size: z.int().optional() }))
    .optional(),
  edited: z.boolean().optional(),
  subtype: z.string().optional(),
  link: z.string(),
});

export type MessageRow = z.output<typeof Message>;

/** Rows in an output: checked like any, and published without their fields, which would cost every client much for little. */
export function rowsOf<Row extends z.ZodType>(row: Row) {
  return z.array(row).meta({ items: undefined });
}

/** An object that is published without its fields. */
export function briefly<Shape extends z.ZodRawShape>(facts: z.ZodObject<Shape>) {
  return facts.meta({ properties: undefined, required: undefined });
}

/** What may be partial says so, and why. */
export const coverage = briefly(
  z.object({
    complete: z.boolean(),
    reason: z.string().optional(),
    retry_after_s: z.int().optional(),
    dropped: z.array(z.string()).optional(),
    channel_types: z.array(z.string()).optional(),
    missing_scopes: z.array(z.string()).optional(),
  }),
);

export type Coverage = z.input<typeof coverage>;

/** One message as a line: time, who, what, and what hangs on it. */
export function messageLine({
  ts,
  time,
  author,
  text,
  thread,
  reactions = [],
  files = [],
  edited,
  subtype,
}: MessageRow): string {
  const marks = [
    subtype === undefined ? "" : `(${subtype.replaceAll("_", " ")})`,
    thread?.reply_count === undefined ? "" : `[${thread.reply_count} replies]`,
    ...reactions.map(({ name, count }) => `:${name}: ${count}`),
    ...files.map(({ id, name }) => `[${name} ${id}]`),
    edited === true ? "(edited)" : "",
  ].filter((mark) => mark !== "");
  const who = author.kind === "person" ? author.name : `${author.name} (${author.kind})`;
  const words = text.includes("\n") ? `\n${text.replaceAll(/^/gm, "    ")}` : ` ${text}`;
  return `${time} ${who} [${ts}]:${text === "" ? "" : words}${marks.length > 0 ? ` ${marks.join(" ")}` : ""}`;
}

export function coverageLine(covered: Coverage): string {
  if (covered.complete && (covered.dropped ?? []).length === 0) return "";
  const wait = covered.retry_after_s === undefined ? "" : ` Come back in ${covered.retry_after_s} s.`;
  const dropped = covered.dropped?.length ? ` Not in the search itself: ${covered.dropped.join(", ")}.` : "";
  const missing = covered.missing_scopes?.length ? ` Missing scopes: ${covered.missing_scopes.join(", ")}.` : "";
  return `${covered.complete ? "" : "Incomplete"}${covered.reason === undefined ? "" : `: ${covered.reason}`}.${wait}${dropped}${missing}`;
}

export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}
