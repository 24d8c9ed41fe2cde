import type { Lens } from "./lens.ts";
import { disableAutoMerge, enableAutoMerge } from "./mutation/auto-merge.ts";
import { createCommitOnBranch } from "./mutation/create-commit-on-branch.ts";
import { deleteIssue } from "./mutation/delete-issue.ts";
import { setDraft } from "./mutation/draft.ts";
import { removeLabelsFromLabelable } from "./mutation/remove-labels.ts";
import { replyToThread, setResolved } from "./mutation/review-thread.ts";

/** A mutation that takes one `input`. */
const field =
  <Input>(lens: Lens, run: (lens: Lens, input: Input) => Record<string, unknown>) =>
  ({ input }: { input: Input }): Record<string, unknown> =>
    run(lens, input);

/** The fields of `Mutation`. */
export function mutationRoot(lens: Lens): Record<string, unknown> {
  return {
    createCommitOnBranch: field(lens, createCommitOnBranch),
    convertPullRequestToDraft: field(lens, (own, input: Parameters<typeof setDraft>[1]) => setDraft(own, input, true)),
    markPullRequestReadyForReview: field(lens, (own, input: Parameters<typeof setDraft>[1]) =>
      setDraft(own, input, false),
    ),
    resolveReviewThread: field(lens, (own, input: Parameters<typeof setResolved>[1]) => setResolved(own, input, true)),
    unresolveReviewThread: field(lens, (own, input: Parameters<typeof setResolved>[1]) =>
      setResolved(own, input, false),
    ),
    addPullRequestReviewThreadReply: field(lens, replyToThread),
    enablePullRequestAutoMerge: field(lens, enableAutoMerge),
    disablePullRequestAutoMerge: field(lens, disableAutoMerge),
    removeLabelsFromLabelable: field(lens, removeLabelsFromLabelable),
    deleteIssue: field(lens, deleteIssue),
  };
}
