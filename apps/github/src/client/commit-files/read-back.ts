import { ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import { readObjectIds } from "../objects.ts";
import type { RepositoryName } from "../repositories.ts";
import { removalsOf, writesOf, type CommitPlan } from "./plan.ts";

/** True when a commit holds exactly what a plan says of its paths. */
export async function holds(
  client: GithubClient,
  name: RepositoryName,
  plan: CommitPlan,
  sha: string,
): Promise<boolean> {
  const writes = writesOf(plan);
  const written = new Set(writes.map(({ path }) => path));
  const wanted = [
    ...writes.map(({ path, oid }) => ({ path, oid })),
    ...removalsOf(plan).flatMap((path) => (written.has(path) ? [] : [{ path, oid: undefined }])),
  ];
  const ids = await readObjectIds(
    client,
    name,
    wanted.map(({ path }) => `${sha}:${path}`),
  );
  return wanted.every(({ oid }, index) => ids[index] === oid);
}

/**
 * Looks whether the commit that was made is the one that was meant.
 *
 * @throws ToolError `internal` where it is not.
 */
export async function readBack(
  client: GithubClient,
  name: RepositoryName,
  plan: CommitPlan,
  sha: string,
): Promise<void> {
  if (await holds(client, name, plan, sha)) return;
  throw new ToolError("internal", `Commit ${sha} was made and differs from what was sent: look at it with get_commit.`);
}
