import type { Spelling } from "@fairlead/core";

/** How callers spell GitLab's fields elsewhere: taken silently, or answered with a hint. */
export const spelling: Spelling = {
  aliases: {
    project_id: "project",
    id: "project",
    merge_request_iid: "iid",
    mr_iid: "iid",
    issue_iid: "iid",
    per_page: "limit",
    first: "limit",
    after: "cursor",
    file_path: "paths",
    path: "paths",
    sha: "ref",
    branch: "ref",
  },
  hints: {
    page: "Lists go on by cursor: pass next_cursor of the answer before.",
  },
  normalize(args) {
    const { paths, project, iid } = args;
    return {
      ...args,
      // `path: "src"` arrives here as `paths: "src"`.
      ...(typeof paths === "string" && { paths: [paths] }),
      ...(typeof project === "number" && { project: String(project) }),
      ...(typeof iid === "string" && /^\d+$/.test(iid) && { iid: Number(iid) }),
    };
  },
};
