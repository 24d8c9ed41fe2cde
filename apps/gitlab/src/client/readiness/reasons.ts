import type { Reason } from "@fairlead/domain/readiness";
import type { ReadinessFacts } from "./facts.ts";

/** Each looks at the facts for one reason, and is undefined where it does not hold. */
type Look = (facts: ReadinessFacts) => Reason | undefined;

const RUNNING = new Set([
  "created",
  "waiting_for_resource",
  "waiting_for_callback",
  "preparing",
  "pending",
  "running",
  "scheduled",
  "canceling",
]);

function reason(name: string, sentence: string, fix: string): Reason {
  return { reason: name, sentence, fix };
}

const draft: Look = ({ draft: isDraft }) =>
  isDraft ? reason("draft", "It is a draft.", "Mark it ready: update_merge_request with draft false.") : undefined;

const conflicts: Look = ({ conflicts: has, status }) =>
  has || status === "conflict" || status === "broken_status"
    ? reason("conflicts", "The branches conflict.", "Merge the target into the source branch and settle the conflicts.")
    : undefined;

const needRebase: Look = ({ linear, behind, status }) =>
  (linear && behind > 0) || status === "need_rebase"
    ? reason(
        "need_rebase",
        `The target has ${behind} commits that the source must have first.`,
        "Rebase the source branch.",
      )
    : undefined;

const pipeline: Look = ({ pipeline: { required, status, skippedPasses } }) => {
  if (!required) return undefined;
  if (status === undefined) {
    return reason("pipeline_missing", "No pipeline has run for the head.", "Start one with create_pipeline.");
  }
  if (RUNNING.has(status)) return reason("pipeline_running", "The pipeline still runs.", "Wait for it.");
  if (status === "success" || (status === "skipped" && skippedPasses)) return undefined;
  if (status === "manual" || status === "skipped") {
    return reason("pipeline_failed", `The pipeline is ${status}.`, "Start its jobs on its page, or another pipeline.");
  }
  return reason("pipeline_failed", `The pipeline is ${status}.`, "Read why with get_job_log, and mend it.");
};

const approvals: Look = ({ approvalsLeft: left, approvers }) => {
  if (left === 0) return undefined;
  const who = approvers.length > 0 ? ` One of: ${approvers.join(", ")}.` : "";
  const count = left === 1 ? "1 approval is" : `${left} approvals are`;
  return reason("approvals_missing", `${count} missing.`, `Ask for it: update_merge_request with reviewers.${who}`);
};

const discussions: Look = ({ discussions: { required, unresolved } }) => {
  if (!required || unresolved === 0) return undefined;
  const count = unresolved === 1 ? "1 discussion is" : `${unresolved} discussions are`;
  return reason("discussions_unresolved", `${count} unresolved.`, "Settle them, then resolve_discussions.");
};

/** What only `detailed_merge_status` tells. */
const BY_STATUS: Readonly<Record<string, Reason>> = Object.fromEntries(
  [
    ["requested_changes", "changes_requested", "A reviewer wants changes.", "Make them, and ask that reviewer again."],
    ["merge_request_blocked", "blocked_by_merge_request", "Another merge request goes first.", "Merge that one."],
    ["blocked_status", "blocked_by_merge_request", "Another merge request goes first.", "Merge that one."],
    ["status_checks_must_pass", "external_check", "An external check has not passed.", "See it on the page."],
    ["external_status_checks", "external_check", "An external check has not passed.", "See it on the page."],
    ["policies_denied", "policy_violation", "A policy refuses the merge.", "Ask who looks after the policy."],
    [
      "security_policy_violations",
      "policy_violation",
      "A policy refuses the merge.",
      "Ask who looks after the policy.",
    ],
    ["jira_association_missing", "jira_link_missing", "Title or description must name a Jira issue.", "Name one."],
    ["locked_paths", "locked_files", "It changes files that somebody has locked.", "Ask for the lock to be lifted."],
    [
      "locked_lfs_files",
      "locked_files",
      "It changes files that somebody has locked.",
      "Ask for the lock to be lifted.",
    ],
    ["title_regex", "title_rule", "The title does not follow the project's rule.", "Change the title."],
    ["merge_time", "scheduled_later", "It may be merged at a later time only.", "Wait until then."],
    ["checking", "unknown", "GitLab is still checking it.", "Read it again in a few seconds."],
    ["unchecked", "unknown", "GitLab has not checked it yet.", "Read it again in a few seconds."],
    ["preparing", "unknown", "GitLab is still preparing it.", "Read it again in a few seconds."],
    ["approvals_syncing", "unknown", "GitLab is still counting approvals.", "Read it again in a few seconds."],
  ].map(([status = "", name = "", sentence = "", fix = ""]) => [status, reason(name, sentence, fix)]),
);

/** Its state is `locked` for as long as a merge takes. */
const busy: Look = ({ state, rebasing }) => {
  if (rebasing) return reason("unknown", "GitLab is rebasing it.", "Read it again in a few seconds.");
  return state === "locked"
    ? reason("unknown", "GitLab is merging it just now.", "Read it again in a few seconds.")
    : undefined;
};

const byStatus: Look = ({ status }) => BY_STATUS[status];

const inTrain: Look = ({ autoMerge }) =>
  autoMerge ? reason("in_train", "It is set to be merged by itself.", "Wait, or cancel that on its page.") : undefined;

/** A merge past the train starts every pipeline of the train anew. */
const trainRequired: Look = ({ train, autoMerge }) =>
  train && !autoMerge
    ? reason("train_required", "The project merges by its merge train.", "Add it to the train on its page.")
    : undefined;

/** In the order in which they are worth reading. */
export const LOOKS: readonly Look[] = [
  draft,
  conflicts,
  needRebase,
  pipeline,
  approvals,
  discussions,
  byStatus,
  busy,
  inTrain,
  trainRequired,
];

/** Statuses that the looks above explain, or that mean nothing is wrong. */
const EXPLAINED = new Set([
  "mergeable",
  "can_be_merged",
  "draft_status",
  "conflict",
  "broken_status",
  "need_rebase",
  "ci_must_pass",
  "ci_still_running",
  "not_approved",
  "discussions_not_resolved",
  "not_open",
]);

/** What a status means where the facts do not show it: a group's setting or a policy may ask for more than the project. */
const IMPLIED: Readonly<Record<string, { shownBy: readonly string[]; reason: Reason }>> = {
  draft_status: { shownBy: ["draft"], reason: reason("draft", "GitLab takes it for a draft.", "Mark it ready.") },
  ci_must_pass: {
    shownBy: ["pipeline_failed", "pipeline_missing", "pipeline_running"],
    reason: reason(
      "pipeline_failed",
      "GitLab asks for a pipeline that has passed.",
      "Read the head's with get_pipeline; where there is none, start one with create_pipeline.",
    ),
  },
  ci_still_running: {
    shownBy: ["pipeline_running"],
    reason: reason("pipeline_running", "GitLab waits for a pipeline.", "Wait for it."),
  },
  not_approved: {
    shownBy: ["approvals_missing"],
    reason: reason("approvals_missing", "Approvals are missing.", "Ask for one: update_merge_request with reviewers."),
  },
  discussions_not_resolved: {
    shownBy: ["discussions_unresolved"],
    reason: reason("discussions_unresolved", "Discussions are unresolved.", "Settle them, then resolve_discussions."),
  },
};

/** The reason that GitLab's status gives and no fact has shown. */
export function impliedBy({ status }: ReadinessFacts, known: readonly Reason[]): Reason | undefined {
  const row = Object.hasOwn(IMPLIED, status) ? IMPLIED[status] : undefined;
  return row && known.some(({ reason: name }) => row.shownBy.includes(name)) ? undefined : row?.reason;
}

/** The last resort: GitLab says no in a word that is new. */
export const unknownStatus: Look = ({ status }) =>
  EXPLAINED.has(status) || status in BY_STATUS
    ? undefined
    : reason("unknown", `GitLab says: ${/^[a-z_]{1,60}$/.test(status) ? status : "no"}.`, "See why on its page.");
