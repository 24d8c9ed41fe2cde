import { present } from "@fairlead/core";
import { setTimeout as wait } from "node:timers/promises";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "./repositories.ts";
import { unlessStatus } from "../errors/unless-status.ts";

export interface ForkRequest {
  organization?: string | undefined;
  name?: string | undefined;
  default_branch_only: boolean;
}

/** A fork as GitHub answers it, at once and mostly before its branches are there. */
export interface Fork {
  full_name: string;
  html_url: string;
  default_branch: string;
}

export async function makeFork(client: GithubClient, parent: RepositoryName, request: ForkRequest): Promise<Fork> {
  const { organization, name, default_branch_only } = request;
  const { data } = await client.rest.repos.createFork({
    ...parent,
    default_branch_only,
    ...present({ organization, name }),
  });
  return data;
}

/** The fork that an account has of a repository, under that name. */
export async function findFork(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  { organization, name = repo }: ForkRequest,
  me: string,
): Promise<Fork | undefined> {
  const found = await unlessStatus(client.rest.repos.get({ owner: organization ?? me, repo: name }), 404);
  const isFork = found?.data.parent?.full_name.toLowerCase() === `${owner}/${repo}`.toLowerCase();
  return isFork ? found?.data : undefined;
}

const STEP_MS = 1_000;
const LONGEST_MS = 10_000;

/**
 * Waits until the default branch of a fork is there.
 *
 * @returns False where it is not after ten seconds.
 */
export async function waitForFork(client: GithubClient, fork: Fork, signal: AbortSignal): Promise<boolean> {
  const [owner = "", repo = ""] = fork.full_name.split("/");
  for (let waitedMs = 0; ; waitedMs += STEP_MS) {
    const head = { owner, repo, ref: `heads/${fork.default_branch}` };
    // 409: the fork is still empty.
    if (await unlessStatus(client.rest.git.getRef(head), 404, 409)) return true;
    if (waitedMs >= LONGEST_MS) return false;
    await wait(STEP_MS, undefined, { signal });
  }
}
