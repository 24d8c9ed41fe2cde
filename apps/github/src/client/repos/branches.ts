import { present, ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import { everyPage } from "../request/every-page.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import { commitOf, readObjects } from "../contents/objects.ts";
import type { RepositoryName } from "./repositories.ts";
import { unlessStatus } from "../errors/unless-status.ts";

/** A branch and the commit that it stands at; GitHub does not always say whether it is protected. */
export interface Branch {
  name: string;
  sha: string;
  protected: boolean | undefined;
}

export interface BranchPage {
  rows: Branch[];
  next: string | undefined;
}

interface Place {
  limit: number;
  cursor?: string | undefined;
}

const HEADS = "refs/heads/";

/** One page of all branches, of the protected ones or of the others. */
export async function listBranches(
  client: GithubClient,
  name: RepositoryName,
  filter: { protected?: boolean | undefined },
  { limit, cursor }: Place,
): Promise<BranchPage> {
  const page = { per_page: limit, page: pageOf(cursor) };
  const { data, headers } = await client.rest.repos.listBranches({ ...name, ...present(filter), ...page });
  const rows = data.map((row) => ({ name: row.name, sha: row.commit.sha, protected: row.protected }));
  return { rows, next: nextPage(headers) };
}

/** Pages of a hundred protected branches that are read to tell them from others. */
const MOST_PAGES = 10;

/** Branches that begin with a text. GitHub gives them all at once: the cursor counts rows. */
export async function listBranchesFrom(
  client: GithubClient,
  name: RepositoryName,
  { query, protected: only }: { query: string; protected?: boolean | undefined },
  { limit, cursor = "0" }: Place,
): Promise<BranchPage> {
  const from = Number(cursor);
  const rows = only === undefined ? await matching(client, name, query) : await filtered(client, name, query, only);
  const end = from + limit;
  return { rows: rows.slice(from, end), next: end < rows.length ? String(end) : undefined };
}

async function matching(client: GithubClient, name: RepositoryName, query: string): Promise<Branch[]> {
  // 409: an empty repository.
  const found = await unlessStatus(client.rest.git.listMatchingRefs({ ...name, ref: `heads/${query}` }), 409);
  const rows = found?.data ?? [];
  return rows.map(({ ref, object }) => ({ name: ref.slice(HEADS.length), sha: object.sha, protected: undefined }));
}

/** GitHub does not filter both ways: the protected branches, mostly few, tell which of the matching ones are. */
async function filtered(client: GithubClient, name: RepositoryName, query: string, only: boolean): Promise<Branch[]> {
  const [rows, known] = await Promise.all([matching(client, name, query), protectedNames(client, name)]);
  return rows.flatMap((row) => (known.has(row.name) === only ? { ...row, protected: only } : []));
}

async function protectedNames(client: GithubClient, name: RepositoryName): Promise<Set<string>> {
  const rows = await everyPage((page) => client.rest.repos.listBranches({ ...name, protected: true, ...page }), {
    most: MOST_PAGES,
  });
  return new Set(rows.map((row) => row.name));
}

/**
 * The commit that a branch, tag or commit stands at; without one, the default branch's.
 *
 * @throws ToolError `not_found`, or `conflict` for an empty repository.
 */
export async function resolveStart(client: GithubClient, name: RepositoryName, from = "HEAD"): Promise<string> {
  const { empty, objects } = await readObjects(client, name, [from]);
  const sha = commitOf(objects[0]);
  if (sha !== undefined) return sha;
  if (empty) throw new ToolError("conflict", "The repository is empty: make its first commit with push_files.");
  throw new ToolError("not_found", `There is no branch, tag or commit ${from} to start from.`);
}

/** The commit that a branch stands at; undefined where there is no such branch. */
export async function readHead(
  client: GithubClient,
  name: RepositoryName,
  branch: string,
): Promise<string | undefined> {
  const found = await unlessStatus(client.rest.git.getRef({ ...name, ref: `heads/${branch}` }), 404);
  return found?.data.object.sha;
}

/** Where a branch is seen in a browser. */
export function branchUrl(repositoryUrl: string, branch: string): string {
  return `${repositoryUrl}/tree/${branch.split("/").map(encodeURIComponent).join("/")}`;
}
