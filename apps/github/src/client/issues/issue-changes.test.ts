import { expect, test } from "vitest";
import { planIssueChange, type IssueChange, type IssueState } from "./issue-changes.ts";

const present: IssueState = {
  title: "Dark mode",
  body: "Asked for twice.",
  state: "open",
  state_reason: null,
  labels: ["enhancement"],
  milestone: 2,
  type: null,
};

function plan(change: Partial<IssueChange>, over: Partial<IssueState> = {}) {
  return planIssueChange({ ...present, ...over }, { labels: {}, ...change });
}

test("only what is named and differs is sent", () => {
  expect(plan({ title: "Dark mode", body: "Asked for three times." })).toEqual({
    patch: { body: "Asked for three times." },
    before: { body: "Asked for twice." },
  });
  expect(plan({})).toEqual({ patch: {}, before: {} });
});

test("none is a value", () => {
  expect(plan({ milestone: null, type: null }).patch).toEqual({ milestone: null });
  expect(plan({ labels: { all: [] } }).patch).toEqual({ labels: [] });
});

test("closing takes its reason along", () => {
  expect(plan({ state: "closed", state_reason: "not_planned" })).toEqual({
    patch: { state: "closed", state_reason: "not_planned" },
    before: { state: "open", state_reason: null },
  });
});

test("a duplicate names what it repeats, even where it is closed already", () => {
  const patch = { state: "closed", state_reason: "duplicate", duplicate_issue_id: 7 };
  expect(plan({ duplicate_issue_id: 7 })).toEqual({ patch, before: { state: "open", state_reason: null } });
  expect(plan({ duplicate_issue_id: 7 }, { state: "closed", state_reason: "duplicate" }).patch).toEqual(patch);
});

test("a closed issue can get another reason", () => {
  const closed = { state: "closed", state_reason: "completed" };
  expect(plan({ state_reason: "not_planned" }, closed).patch).toEqual({ state: "closed", state_reason: "not_planned" });
  expect(plan({ state: "closed", state_reason: "completed" }, closed).patch).toEqual({});
  expect(plan({ state_reason: "completed" }).patch).toEqual({});
});
