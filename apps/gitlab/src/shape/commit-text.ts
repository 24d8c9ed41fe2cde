interface Output {
  sha: string;
  message: string;
  author?: string | undefined;
  date?: string | undefined;
  parents: readonly string[];
  files_total: number;
  files: readonly { path: string; status: string; additions: number; deletions: number }[];
  diff?: string | undefined;
  statuses?: readonly string[] | undefined;
  merge_requests?: readonly number[] | undefined;
}

/** A commit as `git show` prints it; the diff names every file, so that the rows appear only without it. */
export function commitText(commit: Output): string {
  const { statuses, merge_requests: merges, files_total: total, files, diff } = commit;
  const head = [
    `commit ${commit.sha}`,
    `parents: ${commit.parents.join(", ") || "none"}`,
    `author: ${commit.author ?? "unknown"}, ${commit.date ?? "no date"}`,
    ...(statuses ? [`statuses: ${statuses.join(", ") || "none"}`] : []),
    ...(merges ? [`merge requests: ${merges.map((iid) => `!${iid}`).join(", ") || "none"}`] : []),
    `${total} files`,
  ];
  const rows = files.map((file) => `${file.status} ${file.path} +${file.additions} -${file.deletions}`);
  const left = total > files.length ? [`[${total - files.length} more files]`] : [];
  return [head.join("\n"), commit.message, diff ?? [...rows, ...left].join("\n")].join("\n\n");
}
