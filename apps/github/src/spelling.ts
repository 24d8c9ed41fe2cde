import type { Spelling } from "@fairlead/core";

/** How callers spell GitHub's fields elsewhere: taken silently, or answered with a hint. */
export const spelling: Spelling = {
  aliases: {
    issue_number: "number",
    issueNumber: "number",
    pull_number: "number",
    pullNumber: "number",
    per_page: "limit",
    perPage: "limit",
    first: "limit",
    after: "cursor",
    path: "paths",
    sha: "ref",
    branch: "ref",
  },
  hints: {
    page: "Lists go on by cursor: pass next_cursor of the answer before.",
  },
  normalize(args, fields) {
    return splitRepository(listPaths(args), fields);
  },
};

/** `path: "src"` arrives here as `paths: "src"`. */
function listPaths(args: Record<string, unknown>): Record<string, unknown> {
  return typeof args["paths"] === "string" ? { ...args, paths: [args["paths"]] } : args;
}

/** `repo: "owner/name"` names both, unless `owner` says otherwise. */
function splitRepository(args: Record<string, unknown>, fields: ReadonlySet<string>): Record<string, unknown> {
  const { owner, repo } = args;
  if (typeof repo !== "string" || !fields.has("owner") || !fields.has("repo")) return args;
  const [left, name, ...more] = repo.split("/");
  if (name === undefined || more.length > 0 || (owner !== undefined && owner !== left)) return args;
  return { ...args, owner: left, repo: name };
}
