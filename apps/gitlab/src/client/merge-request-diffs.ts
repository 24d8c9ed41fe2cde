import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import { everyDiff } from "./commits.ts";
import type { DiffEnds, UpstreamDiff } from "./diff-files.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list, one } from "./one.ts";

/** The changed files of a merge request. */
export interface ReadDiffs {
  rows: UpstreamDiff[];
  ends: DiffEnds & { base: string };
  /** GitLab shows no more of them, and there are more. */
  overflow: boolean;
}

/** GitLab collects at most 3,000 files. */
const MOST_PAGES = 30;

/**
 * Reads every changed file. The pages of a long merge request simply end where GitLab stopped to collect: then a
 * comparison of the same commits is asked.
 */
export async function readMergeRequestDiffs(
  client: GitlabClient,
  project: string,
  row: UpstreamMergeRequest,
): Promise<ReadDiffs> {
  const head = row.diff_refs?.head_sha ?? row.sha ?? "";
  const base = row.diff_refs?.base_sha ?? "";
  const listed = await everyDiff(
    (page) => list<UpstreamDiff>(client.mergeRequests.allDiffs(project, row.iid, { perPage: 100, page })),
    MOST_PAGES,
  );
  const counted = Number.parseInt(row.changes_count ?? "", 10);
  const isLong = row.changes_count?.endsWith("+") === true;
  const stopped = isLong || listed.length < counted;
  if (!stopped || base === "") return { rows: listed, ends: { base, head }, overflow: stopped };
  const compared = await one<{ diffs?: UpstreamDiff[] | null }>(
    client.repositories.compare(project, base, head, { straight: true }),
  );
  const all = compared.diffs ?? [];
  const rows = all.length > listed.length ? all : listed;
  return { rows, ends: { base, head }, overflow: rows.length < counted || (isLong && rows.length === counted) };
}
