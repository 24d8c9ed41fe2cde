import { ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Reads one pull request. */
export async function readPull(client: GithubClient, name: RepositoryName, number: number) {
  const { data, headers } = await client.rest.pulls.get({ ...name, pull_number: number });
  return { pull: data, headers };
}

/**
 * Compares a head with the one that the caller has read.
 *
 * @param expected The first seven digits or more; undefined for callers who do not mind.
 * @throws ToolError `conflict` with the present head.
 */
export function refuseMovedHead(head: string, expected: string | undefined): void {
  if (expected === undefined || head.startsWith(expected)) return;
  throw new ToolError("conflict", `The head has moved: it is ${head} now. Read what changed, then repeat with that.`, {
    details: { head_sha: head },
  });
}
