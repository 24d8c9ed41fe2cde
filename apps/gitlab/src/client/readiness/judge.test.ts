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
  pipeline: { required: true, status: "success" },
  discussions: { required: true, unresolved: 0 },
  approvalsLeft: 0,
  approvers: [],
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
  const more = { pipeline: { required: true, status: "failed" }, discussions: { required: true, unresolved: 2 } };
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
  const pipeline = { required: false, status: "failed" };
  expect(told({ behind: 3, pipeline, discussions: { required: false, unresolved: 2 } })).toEqual(["ready"]);
});

test.each<[string, string, Partial<ReadinessFacts>]>([
  ["pipeline_running", "waiting", { pipeline: { required: true, status: "running" } }],
  ["pipeline_missing", "blocked", { pipeline: { required: true, status: undefined } }],
  ["in_train", "waiting", { autoMerge: true }],
  ["train_required", "waiting", { train: true }],
])("%s is %s", (reason, verdict, facts) => {
  expect(told(facts)).toEqual([verdict, reason]);
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
