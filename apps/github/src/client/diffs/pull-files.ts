import type { FileDiff } from "@fairlead/domain/diff";
import type { ChangedFile } from "../commits/commits.ts";
import { readDiffFiles, toVendorFile } from "./diff-files.ts";
import type { GithubClient, GithubReadContext } from "../github-client.ts";
import { everyPage } from "../request/every-page.ts";
import type { FullPull } from "../../shape/pull.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** GitHub lists 3,000 files of a pull request at most. */
const MOST_PAGES = 30;

/**
 * The changed files of a pull request, page by page.
 *
 * @param enough Ends the reading early.
 */
export function readPullFiles(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  enough?: (files: readonly ChangedFile[]) => boolean,
): Promise<ChangedFile[]> {
  return everyPage<ChangedFile>((page) => client.rest.pulls.listFiles({ ...name, pull_number: number, ...page }), {
    most: MOST_PAGES,
    ...(enough && { enough }),
  });
}

/** The line that tells of files which GitHub does not list; none where it lists them all. */
export function unlistedFiles({ changed_files: changed }: Pick<FullPull, "changed_files">, listed: number): string[] {
  if (changed <= listed) return [];
  return [`[GitHub lists ${listed} of ${changed} changed files: compare the others with git]`];
}

/** How long the pages of one diff are read from what the first has read, in milliseconds. */
const KEEP_MS = 10 * 60_000;

/**
 * The changed files that `wanted` names, ready to be packed. Read once for all pages of a diff: they are what lies between
 * the two commits.
 *
 * @param wanted Its `key` tells it from other choices.
 */
export async function keepPullDiff(
  { client, keep }: Pick<GithubReadContext, "client" | "keep">,
  name: RepositoryName,
  pull: FullPull,
  wanted: { key: string; has: (path: string) => boolean } = { key: "", has: () => true },
): Promise<{ files: readonly FileDiff[]; total: number }> {
  const { number, base, head } = pull;
  const key = ["pull diff", name.owner, name.repo, number, base.sha, head.sha, wanted.key].join("\0");
  return keep(key, KEEP_MS, async () => {
    const all = await readPullFiles(client, name, number);
    const files = all.filter(({ filename }) => wanted.has(filename));
    return { files: await readPullDiff(client, name, pull, files), total: all.length };
  });
}

/** Files of a pull request, ready to be packed. Those that GitHub shows no patch of are compared here, within limits. */
export async function readPullDiff(
  client: GithubClient,
  name: RepositoryName,
  pull: FullPull,
  files: readonly ChangedFile[],
): Promise<FileDiff[]> {
  const bare = files.map(toVendorFile).some(({ omitted, binary }) => omitted !== undefined || binary === true);
  const base = bare ? await readMergeBase(client, name, pull) : pull.base.sha;
  return readDiffFiles(client, name, files, { base, head: pull.head.sha });
}

/** Where the head left the base: a pull request's diff begins there, not at the base's tip. */
async function readMergeBase(client: GithubClient, name: RepositoryName, { base, head }: FullPull): Promise<string> {
  const basehead = `${base.sha}...${head.sha}`;
  // Files are on the first page only.
  const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...name, basehead, per_page: 1, page: 2 });
  return data.merge_base_commit.sha;
}
