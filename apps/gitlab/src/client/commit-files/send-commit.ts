import { ToolError } from "@fairlead/core";
import type { UpstreamCommit } from "../../shape/commit.ts";
import { readFile } from "../files.ts";
import type { GitlabClient } from "../gitlab-client.ts";
import { list, one } from "../one.ts";
import { readRows } from "../tree.ts";
import { unlessStatus } from "../unless-status.ts";
import { planCommit, type CommitRequest } from "./plan-commit.ts";
import { actionsOf, type CommitPlan } from "./plan.ts";

/** Sends a commit in one request, once; a new branch appears together with it. Never forced. */
export async function sendCommit(client: GitlabClient, project: string, plan: CommitPlan): Promise<UpstreamCommit> {
  const start = plan.branchExists || plan.parent === undefined ? {} : { startSha: plan.parent };
  const made = client.commits.create(project, plan.branch, plan.message, actionsOf(plan), start);
  return one<UpstreamCommit>(made);
}

/** True when a commit holds exactly what a plan says of its paths. */
async function holds(client: GitlabClient, project: string, { changes }: CommitPlan, sha: string): Promise<boolean> {
  const written = new Map(changes.flatMap(({ path, write }) => (write ? [[path, write] as const] : [])));
  const gone = changes.flatMap(({ removed }) => removed ?? []).filter((path) => !written.has(path));
  const { rows, truncated } = await readRows(client, project, sha, [...written.keys(), ...gone]);
  // Folders with more than is read of them hold more than is seen.
  const idOf = async (path: string) =>
    rows.get(path)?.id ?? (truncated ? (await readFile(client, project, path, sha))?.blobId : undefined);
  for (const path of gone) if ((await idOf(path)) !== undefined) return false;
  for (const [path, { blobId, pointerId }] of written) {
    const id = await idOf(path);
    if (id === undefined || (id !== blobId && id !== pointerId)) return false;
  }
  return true;
}

/**
 * Looks whether the commit that was made is the one that was meant.
 *
 * @throws ToolError `internal` where it is not.
 */
export async function readBack(client: GitlabClient, project: string, plan: CommitPlan, sha: string): Promise<void> {
  if (await holds(client, project, plan, sha)) return;
  throw new ToolError("internal", `Commit ${sha} was made and differs from what was sent: look at it with get_commit.`);
}

/** How far back a commit whose answer was lost is looked for. */
const NEWEST = 10;

/**
 * Looks for the commit of an earlier try: one on the branch with the same message, which does to its parent exactly what
 * the operations would.
 */
export async function findCommit(
  client: GitlabClient,
  project: string,
  request: CommitRequest,
): Promise<{ made: UpstreamCommit; plan: CommitPlan } | undefined> {
  const history = list<UpstreamCommit>(
    client.commits.all(project, { refName: request.branch, perPage: NEWEST } as never),
  );
  const rows = (await unlessStatus(history, 404))?.rows ?? [];
  for (const made of rows.filter((row) => row.message?.trim() === request.message.trim())) {
    const [parent] = made.parent_ids ?? [];
    const base = { parent, branchExists: true };
    const plan = await planCommit(client, project, request, base).catch(() => undefined);
    if (plan && (await holds(client, project, plan, made.id))) return { made, plan };
  }
  return undefined;
}
