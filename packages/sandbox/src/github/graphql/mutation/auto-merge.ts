import { announcePull } from "../../rest/announce.ts";
import type { Pull } from "../../state/pulls.ts";
import { readMergeability } from "../../state/pulls/mergeability.ts";
import { pullByNodeId } from "../find-node.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Lens } from "../lens.ts";
import { requirePermission } from "./permission.ts";

interface Input {
  readonly clientMutationId?: string | null;
  readonly pullRequestId: string;
}

interface EnableInput extends Input {
  readonly mergeMethod?: "MERGE" | "SQUASH" | "REBASE" | null;
  readonly commitHeadline?: string | null;
  readonly commitBody?: string | null;
  readonly expectedHeadOid?: string | null;
}

function answer(
  lens: Lens,
  input: Input,
  repository: Parameters<Lens["pull"]>[0],
  pull: Pull,
): Record<string, unknown> {
  return {
    clientMutationId: input.clientMutationId ?? null,
    actor: () => lens.account(lens.viewer.account),
    pullRequest: () => lens.pull(repository, pull),
  };
}

/** Merge as soon as the rules allow; refused where the repository does not offer it, or nothing is in the way. */
export function enableAutoMerge(lens: Lens, input: EnableInput): Record<string, unknown> {
  const { repository, pull } = pullByNodeId(lens, input.pullRequestId);
  requirePermission(lens, repository, "push", "EnablePullRequestAutoMerge");
  if (!repository.allowAutoMerge)
    throw graphqlRefusal("UNPROCESSABLE", "Auto merge is not allowed for this repository");
  if (input.expectedHeadOid != null && input.expectedHeadOid !== pull.headSha)
    throw graphqlRefusal("STALE_DATA", "Head sha didn't match expected head oid");
  const { state } = readMergeability(lens.world, repository, pull);
  if (state === "clean") throw graphqlRefusal("UNPROCESSABLE", "Pull request Pull request is in clean status");
  if (state === "draft") throw graphqlRefusal("UNPROCESSABLE", "Pull request Pull request is in draft status");
  pull.autoMerge = {
    enabledBy: lens.viewer.account.login,
    enabledAtMs: lens.world.now(),
    method: (input.mergeMethod ?? "MERGE").toLowerCase() as "merge" | "squash" | "rebase",
    commitTitle: input.commitHeadline ?? null,
    commitMessage: input.commitBody ?? null,
  };
  announcePull(lens, repository, pull, "auto_merge_enabled");
  return answer(lens, input, repository, pull);
}

export function disableAutoMerge(lens: Lens, input: Input): Record<string, unknown> {
  const { repository, pull } = pullByNodeId(lens, input.pullRequestId);
  requirePermission(lens, repository, "push", "DisablePullRequestAutoMerge");
  if (pull.autoMerge === null) throw graphqlRefusal("UNPROCESSABLE", "Can't disable auto-merge for this pull request.");
  pull.autoMerge = null;
  announcePull(lens, repository, pull, "auto_merge_disabled");
  return answer(lens, input, repository, pull);
}
