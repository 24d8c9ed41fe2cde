import { z } from "zod";

/** Input fields that many tools share. Descriptions are a few words: every one is in the list of each client. */

export { facets, filePath, gitRef, isoTime, maxTokens, objectId, shortText, textEdits } from "@fairlead/core";

// "." and ".." would reach another endpoint: /repos/../user is /user.
const name = z.string().refine((value) => /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(value), "is not a name");

/** Names one repository: to be spread into a tool's input. */
export const repository = {
  owner: name.meta({ description: "Owner", "x-mcp-header": "Owner" }),
  repo: name.meta({ description: "Repository", "x-mcp-header": "Repo" }),
};

/** A person or organization that a search or list is narrowed to. */
export const loginName = name;

/** `owner/name`, as searches over several repositories take it. */
export const fullName = z.string().refine((value) => /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(value), "is not owner/name");

export const issueNumber = z.int().min(1).describe("Issue number");
export const pullNumber = z.int().min(1).describe("Pull request number");
