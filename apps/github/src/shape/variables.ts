import { z } from "zod";
import { gitRef, repository } from "./fields.ts";

/** Variables of resource templates and arguments of prompts: on the wire each is a text. */

export const repositoryVariables = repository;

/** A number as a text: of an issue, a pull request, a job or a line. */
export function numberText(what: string) {
  return z
    .string()
    .regex(/^[1-9]\d{0,15}$/, "is no number")
    .transform(Number)
    .describe(what);
}

/** `{/path*}`: the segments of a path, none for the root. */
export const pathSegments = z
  .array(z.string())
  .default([])
  .transform((segments) => segments.join("/"))
  .describe("Path");

export const branchName = gitRef.describe("Branch");

/** A whole commit id, so that what is read by it never changes. */
export const commitId = z
  .string()
  .regex(/^[0-9a-f]{40}$/, "is no commit id")
  .describe("Commit");
