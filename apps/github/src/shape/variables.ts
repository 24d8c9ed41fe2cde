import { z } from "zod";
import { gitRef, repository } from "./fields.ts";

/** Variables of resource templates and arguments of prompts: on the wire each is a text. */

export const repositoryVariables = repository;

export const branchName = gitRef.describe("Branch");

/** A whole commit id, so that what is read by it never changes. */
export const commitId = z
  .string()
  .regex(/^[0-9a-f]{40}$/, "is no commit id")
  .describe("Commit");
