import { ToolError } from "@fairlead/core";
import type { GithubClient } from "../../github-client.ts";
import { readRows } from "../../contents/entries.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { removalsOf, writesOf, type CommitPlan } from "./plan.ts";

/** True when a commit holds exactly what a plan says of its paths: their bytes, their modes, or nothing. */
export async function holds(
  client: GithubClient,
  name: RepositoryName,
  plan: CommitPlan,
  sha: string,
): Promise<boolean> {
  const writes = writesOf(plan);
  const written = new Set(writes.map(({ path }) => path));
  const gone = removalsOf(plan).filter((path) => !written.has(path));
  const rows = await readRows(client, name, sha, [...written, ...gone]);
  return (
    gone.every((path) => !rows.has(path)) &&
    writes.every(
      ({ path, oid, mode }) => rows.get(path)?.oid === oid && rows.get(path)?.mode === Number.parseInt(mode, 8),
    )
  );
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
