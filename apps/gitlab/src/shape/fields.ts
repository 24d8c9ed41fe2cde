import { shortText } from "@fairlead/core";
import { z } from "zod";

/** Input fields that many tools share. Descriptions are a few words: every one is in the list of each client. */

const HIDDEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** A project's or group's id or full path; its encoded form is decoded once. */
function namespaced(what: string) {
  return z
    .string()
    .transform(decodeOnce)
    .refine((value) => /^[^/\s][^\s]{0,254}$/.test(value) && !HIDDEN.test(value), "is no id or full path")
    .refine((value) => value.split("/").every((part) => !["", ".", ".."].includes(part)), "is no id or full path")
    .describe(what);
}

function decodeOnce(value: string): string {
  try {
    return value.includes("%") ? decodeURIComponent(value) : value;
  } catch {
    return value;
  }
}

/** Names one project: `harbor/platform/shop`, or its id. */
export const project = namespaced("Id or full path").meta({
  description: "Id or full path",
  "x-mcp-header": "Project",
});
export const group = namespaced("Group");

export const iid = z.int().min(1).describe("iid");
export const mergeIid = z.int().min(1).describe("Merge request iid");

/** Markdown that GitLab shows to people; see `refuseQuickActions` for what it may not hold. */
export const markdown = shortText(1_000_000).describe("Markdown");
export const username = shortText(255).describe("Username");

/** Limits of numbers are checked and not published, as with `shortText`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  return z.int().refine((value) => value >= least && value <= most, `is not between ${least} and ${most}`);
}

/** Ids of pipelines and jobs. */
export const objectNumber = wholeNumber(1);
/** A calendar day. */
export const isoDay = z
  .string()
  .refine((value) => value === "" || z.iso.date().safeParse(value).success, "is no day such as 2026-11-28")
  .describe("YYYY-MM-DD");
