import { z } from "zod";

/** Input fields that tools of several connectors share. Descriptions are a few words: every one is in each client's list. */

/**
 * A text of limited length. What is checked by a function is not published: the same pattern in every tool's list would
 * cost a client more than it tells.
 */
export function shortText(most: number) {
  return z.string().refine((value) => value.length <= most, `is longer than ${most} characters`);
}

/** A list whose limit is checked and not published. */
export function listUpTo<Item extends z.ZodType>(most: number, item: Item) {
  return z.array(item).refine(({ length }) => length <= most, `takes ${most} at most`);
}

/** Names of labels or people. */
export function nameList(most = 100) {
  return listUpTo(
    most,
    shortText(255).refine((value) => value.trim() !== "", "is empty"),
  );
}

/** A time. Zod's own pattern for it is 300 characters long, in every list. */
export const isoTime = z
  .string()
  .refine((value) => z.iso.datetime({ offset: true }).or(z.iso.date()).safeParse(value).success, "is no ISO 8601 time")
  .describe("ISO 8601");

/** Tokens that a result with long text may take; less than the connection's budget. */
export const maxTokens = z.int().min(500).max(20_000).optional().describe("Result size");

/** The facets that `include` can ask for. */
export function facets<const Names extends readonly [string, ...string[]]>(...names: Names) {
  return z.array(z.enum(names)).optional().describe("More facts");
}

/** Exact replacements in a text. `count` says how often `old_text` must occur. */
export const textEdits = z
  .array(
    z.strictObject({
      old_text: z.string().min(1),
      new_text: z.string(),
      count: z.int().min(1).default(1),
    }),
  )
  .min(1)
  .max(50)
  .describe("Exact replacements");

/** A branch, tag or commit. What git forbids in one could also smuggle a path into `ref:path`. */
export const gitRef = shortText(255)
  .refine((value) => value !== "" && !/[\s:~^?*[\\]|\.\.|^[-/]/.test(value), "is no branch, tag or commit")
  .describe("Branch, tag or sha");

/** A commit or blob id for guards against changes in between; the first seven digits or more will do. */
export const objectId = z.string().refine((id) => /^[0-9a-f]{7,40}$/.test(id), "is no object id");

/** A path in a repository. */
export const filePath = shortText(1024);

/** A number as a text, as variables of resource templates and arguments of prompts are: above 0. */
export function numberText(what: string) {
  return z
    .string()
    .regex(/^[1-9]\d{0,15}$/, "is no number")
    .transform(Number)
    .describe(what);
}

/** `{/path*}` of a resource template: the segments of a path as one text, "" for the root. */
export const pathSegments = z
  .array(z.string())
  .default([])
  .transform((segments) => segments.join("/"))
  .describe("Path");
