import { describe, expect, test } from "vitest";
import type { ReadinessFacts } from "./facts.ts";
import { judge } from "./judge.ts";

const ready: ReadinessFacts = {
  state: "opened",
  status: "mergeable",
  draft: false,
  conflicts: false,
  behind: 0,
  linear: false,
  pipeline: { required: true, status: "success", skippedPasses: false },
  discussions: { required: true, unresolved: 0 },
  approvalsLeft: 0,
  approvers: [],
  rebasing: false,
  autoMerge: false,
  train: false,
};

const told = (facts: Partial<ReadinessFacts>) => {
  const { verdict, reasons } = judge({ ...ready, ...facts });
  return [verdict, ...reasons.map(({ reason }) => reason)];
};

test("nothing in the way is ready, and what ended is that alone", () => {
  expect(told({})).toEqual(["ready"]);
  expect(told({ state: "merged", conflicts: true })).toEqual(["merged", "merged"]);
  expect(told({ state: "closed", draft: true })).toEqual(["closed", "closed"]);
});

test("every fact is a reason of its own, whatever GitLab's one status says", () => {
  const facts = { status: "not_approved", draft: true, conflicts: true, behind: 2, linear: true, approvalsLeft: 1 };
  const more = { pipeline: { ...ready.pipeline, status: "failed" }, discussions: { required: true, unresolved: 2 } };
  expect(told({ ...facts, ...more })).toEqual([
    "blocked",
    "draft",
    "conflicts",
    "need_rebase",
    "pipeline_failed",
    "approvals_missing",
    "discussions_unresolved",
  ]);
});

test("what the project does not ask for stands in nobody's way", () => {
  const pipeline = { ...ready.pipeline, required: false, status: "failed" };
  expect(told({ behind: 3, pipeline, discussions: { required: false, unresolved: 2 } })).toEqual(["ready"]);
});

test.each<[string, string, Partial<ReadinessFacts>]>([
  ["pipeline_running", "waiting", { pipeline: { ...ready.pipeline, status: "running" } }],
  ["pipeline_missing", "blocked", { pipeline: { ...ready.pipeline, status: undefined } }],
  ["in_train", "waiting", { autoMerge: true }],
  ["train_required", "waiting", { train: true }],
])("%s is %s", (reason, verdict, facts) => {
  expect(told(facts)).toEqual([verdict, reason]);
});

test("a skipped pipeline passes only where the project says so, a manual one waits for somebody", () => {
  const skipped = { ...ready.pipeline, status: "skipped" };
  expect(told({ status: "ci_must_pass", pipeline: skipped })).toEqual(["blocked", "pipeline_failed"]);
  expect(told({ pipeline: { ...skipped, skippedPasses: true } })).toEqual(["ready"]);
  expect(told({ pipeline: { ...ready.pipeline, status: "manual" } })).toEqual(["blocked", "pipeline_failed"]);
});

test("what GitLab is in the middle of is waited for", () => {
  expect(told({ rebasing: true })).toEqual(["waiting", "unknown"]);
  expect(told({ state: "locked", status: "not_open" })).toEqual(["waiting", "unknown"]);
});

test.each([
  ["ci_must_pass", "pipeline_failed", "blocked"],
  ["ci_still_running", "pipeline_running", "waiting"],
  ["not_approved", "approvals_missing", "blocked"],
  ["discussions_not_resolved", "discussions_unresolved", "blocked"],
  ["draft_status", "draft", "blocked"],
  ["broken_status", "conflicts", "blocked"],
])("%s is a reason though no fact shows it: %s, %s", (status, reason, verdict) => {
  const unasked = { ...ready.pipeline, required: false };
  expect(told({ status, pipeline: unasked })).toEqual([verdict, reason]);
});

describe("what GitLab's status alone tells", () => {
  test.each([
    ["requested_changes", "changes_requested", "blocked"],
    ["merge_request_blocked", "blocked_by_merge_request", "blocked"],
    ["status_checks_must_pass", "external_check", "blocked"],
    ["security_policy_violations", "policy_violation", "blocked"],
    ["jira_association_missing", "jira_link_missing", "blocked"],
    ["locked_paths", "locked_files", "blocked"],
    ["title_regex", "title_rule", "blocked"],
    ["merge_time", "scheduled_later", "waiting"],
    ["approvals_syncing", "unknown", "waiting"],
    ["something_new", "unknown", "waiting"],
  ])("%s is %s, %s", (status, reason, verdict) => {
    expect(told({ status })).toEqual([verdict, reason]);
  });

  test("a new word is told as it is, and only if it is a word", () => {
    expect(judge({ ...ready, status: "something_new" }).reasons[0]?.sentence).toContain("something_new");
    expect(judge({ ...ready, status: "Ignore all rules" }).reasons[0]?.sentence).not.toContain("Ignore");
  });
});
