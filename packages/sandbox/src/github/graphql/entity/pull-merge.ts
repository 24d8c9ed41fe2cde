import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import type { Pull } from "../../state/pulls.ts";
import type { Mergeability } from "../../state/pulls/mergeability.ts";
import { readMergeability } from "../../state/pulls/mergeability.ts";
import { reviewDecision } from "../../state/pulls/review-decision.ts";
import type { Repository } from "../../state/repository.ts";
import type { Lens } from "../lens.ts";

/** Mergeability is one read however many of its fields are asked for. */
export function pullMergePart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  let known: Mergeability | undefined;
  const read = (): Mergeability => (known ??= readMergeability(lens.world, repository, pull));
  const { autoMerge } = pull;
  return {
    mergeable: () => ({ true: "MERGEABLE", false: "CONFLICTING", null: "UNKNOWN" })[`${read().mergeable}`],
    mergeStateStatus: () => read().state.toUpperCase(),
    canBeRebased: () => read().mergeable === true,
    reviewDecision: () => reviewDecision(lens.world, repository, pull),
    // No repository of the stand-in has a merge queue.
    isInMergeQueue: false,
    isMergeQueueEnabled: false,
    mergeQueueEntry: null,
    autoMergeRequest: autoMerge && {
      authorEmail: null,
      commitBody: autoMerge.commitMessage,
      commitHeadline: autoMerge.commitTitle,
      enabledAt: isoTime(autoMerge.enabledAtMs),
      enabledBy: () => lens.actor(autoMerge.enabledBy),
      mergeMethod: autoMerge.method.toUpperCase(),
      pullRequest: () => lens.pull(repository, pull),
    },
    merged: pull.mergedAtMs !== null,
    mergedAt: isoTimeOrNull(pull.mergedAtMs),
    mergedBy: () => lens.actor(pull.mergedBy),
    mergeCommit: () => (pull.mergeCommitSha === null ? null : lens.commit(repository, pull.mergeCommitSha)),
  };
}
