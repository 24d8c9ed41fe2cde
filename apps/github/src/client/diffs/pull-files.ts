import type { FileDiff } from "@fairlead/domain/diff";
import type { ChangedFile } from "../commits/commits.ts";
import { readDiffFiles, toVendorFile } from "./diff-files.ts";
import type { GithubClient } from "../github-client.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import type { FullPull } from "../../shape/pull.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** GitHub lists 3,000 files of a pull request at most. */
const MOST_PAGES = 30;

/**
 * The changed files of a pull request, page by page.
 *
 * @param enough Ends the reading early.
 */
export async function readPullFiles(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  enough: (files: readonly ChangedFile[]) => boolean = () => false,
): Promise<ChangedFile[]> {
  const files: ChangedFile[] = [];
  let next: string | undefined = "1";
  for (let pages = 0; next !== undefined && pages < MOST_PAGES && !enough(files); pages += 1) {
    const page: { data: ChangedFile[]; headers: { link?: string } } = await client.rest.pulls.listFiles({
      ...name,
      pull_number: number,
      per_page: 100,
      page: pageOf(next),
    });
    files.push(...page.data);
    next = nextPage(page.headers);
  }
  return files;
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
