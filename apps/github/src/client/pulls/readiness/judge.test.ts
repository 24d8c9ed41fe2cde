import { describe, expect, test } from "vitest";
import type { Check } from "../../../shape/checks.ts";
import type { BranchRules, ReadinessFacts } from "./facts.ts";
import { judge } from "./judge.ts";

const rules: BranchRules = { requiredChecks: ["test"], threadsResolved: true, queue: false, methods: undefined };

function check(name: string, outcome: Check["outcome"], required = false): Check {
  return { name, outcome, conclusion: outcome === "failing" ? "failure" : "success", required, url: undefined };
}

const clean: ReadinessFacts = {
  state: "OPEN",
  draft: false,
  mergeable: "MERGEABLE",
  status: "CLEAN",
  reviewDecision: "APPROVED",
  unresolvedThreads: 0,
  queuePosition: undefined,
  checks: [check("test", "passing", true)],
  rules,
};

function reasonsOf(over: Partial<ReadinessFacts>): string[] {
  return judge({ ...clean, ...over }).reasons.map(({ reason }) => reason);
}

test("nothing in the way is ready", () => expect(judge(clean)).toEqual({ verdict: "ready", reasons: [] }));

describe("each reason", () => {
  const rows: [string, Partial<ReadinessFacts>, string][] = [
    ["merged", { state: "MERGED" }, "merged"],
    ["closed", { state: "CLOSED" }, "closed"],
    ["draft", { draft: true, status: "DRAFT" }, "blocked"],
    ["conflicts", { mergeable: "CONFLICTING", status: "DIRTY" }, "blocked"],
    ["behind", { status: "BEHIND" }, "blocked"],
    ["checks_failing", { status: "BLOCKED", checks: [check("test", "failing", true)] }, "blocked"],
    ["checks_pending", { status: "BLOCKED", checks: [check("test", "pending", true)] }, "waiting"],
    ["checks_missing", { status: "BLOCKED", checks: [] }, "blocked"],
    ["review_required", { status: "BLOCKED", reviewDecision: "REVIEW_REQUIRED" }, "blocked"],
    ["changes_requested", { status: "BLOCKED", reviewDecision: "CHANGES_REQUESTED" }, "blocked"],
    ["threads_unresolved", { status: "BLOCKED", unresolvedThreads: 2 }, "blocked"],
    ["queue_required", { rules: { ...rules, queue: true } }, "waiting"],
    ["in_queue", { rules: { ...rules, queue: true }, queuePosition: 3 }, "waiting"],
    ["blocked_by_rule", { status: "BLOCKED" }, "blocked"],
    ["unknown", { mergeable: "UNKNOWN", status: "UNKNOWN" }, "waiting"],
  ];
  test.each(rows)("%s", (reason, over, verdict) => {
    expect(reasonsOf(over)).toEqual([reason]);
    expect(judge({ ...clean, ...over }).verdict).toBe(verdict);
  });
});

test("all that hold are named, and one that needs somebody blocks", () => {
  const over = {
    draft: true,
    status: "BLOCKED",
    unresolvedThreads: 1,
    checks: [check("test", "pending", true)],
  } as const;
  expect(reasonsOf(over)).toEqual(["draft", "checks_pending", "threads_unresolved"]);
  expect(judge({ ...clean, ...over }).verdict).toBe("blocked");
});

test("threads are no reason where no rule asks for them", () => {
  expect(reasonsOf({ unresolvedThreads: 5, rules: { ...rules, threadsResolved: false } })).toEqual([]);
});

test("a failing check that nobody requires only warns", () => {
  const over = { status: "UNSTABLE", checks: [check("test", "passing", true), check("bundle", "failing")] };
  expect(judge({ ...clean, ...over })).toEqual({ verdict: "ready", reasons: [], warnings: ["bundle: failure"] });
});

test("what is over has no other reasons", () => {
  expect(reasonsOf({ state: "CLOSED", draft: true, mergeable: "CONFLICTING" })).toEqual(["closed"]);
});
