import { gitRef } from "@fairlead/core";
import { z } from "zod";
import { project } from "./fields.ts";

/** Variables of resource templates and arguments of prompts: on the wire each is a text. */

export const projectVariable = { project };

/** A number as a text: an iid, a pipeline, a job or a line. */
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

export const refVariable = gitRef.describe("Branch, tag or commit");
