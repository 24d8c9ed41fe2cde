import type { Reason, ReasonName } from "../../../shape/readiness.ts";
import type { ReadinessFacts } from "./facts.ts";

/** Each looks at the facts for one reason, and is undefined where it does not hold. */
type Look = (facts: ReadinessFacts) => Reason | undefined;

export const merged: Look = ({ state }) =>
  state === "MERGED" ? reason("merged", "It is merged already.", "Nothing is left to do.") : undefined;

export const closed: Look = ({ state }) =>
  state === "CLOSED" ? reason("closed", "It is closed.", "Reopen it with update_pull_request.") : undefined;

export const draft: Look = ({ draft: isDraft }) =>
  isDraft ? reason("draft", "It is a draft.", "Mark it ready: update_pull_request with draft false.") : undefined;

export const conflicts: Look = ({ mergeable, status }) =>
  mergeable === "CONFLICTING" || status === "DIRTY"
    ? reason("conflicts", "The branches conflict.", "Merge the base into the head and settle the conflicts.")
    : undefined;

export const behind: Look = ({ status }) =>
  status === "BEHIND"
    ? reason("behind", "The base has commits that the head must have first.", "Bring the base into the head branch.")
    : undefined;

export const checksFailing: Look = ({ checks }) => {
  const names = checks.flatMap(({ name, required, outcome }) => (required && outcome === "failing" ? name : []));
  if (names.length === 0) return undefined;
  return reason(
    "checks_failing",
    `Required checks fail: ${names.join(", ")}.`,
    "Read why with get_job_logs, and mend it.",
  );
};

export const checksPending: Look = ({ checks }) => {
  const names = checks.flatMap(({ name, required, outcome }) => (required && outcome === "pending" ? name : []));
  if (names.length === 0) return undefined;
  return reason("checks_pending", `Required checks still run: ${names.join(", ")}.`, "Wait for them.");
};

/** Required, and nothing has reported under that name. */
export const checksMissing: Look = ({ checks, rules }) => {
  // Those that are hidden may have reported: whether they have, GitHub's own status says.
  if (checks.some(({ hidden }) => hidden)) return undefined;
  const reported = new Set(checks.map(({ name }) => name));
  const names = rules.requiredChecks.filter((name) => !reported.has(name));
  if (names.length === 0) return undefined;
  return reason(
    "checks_missing",
    `Required checks have not reported: ${names.join(", ")}.`,
    "Start them, or push again.",
  );
};

export const reviewRequired: Look = ({ reviewDecision }) =>
  reviewDecision === "REVIEW_REQUIRED"
    ? reason(
        "review_required",
        "An approving review is missing.",
        "Ask for one: update_pull_request with add_reviewers.",
      )
    : undefined;

export const changesRequested: Look = ({ reviewDecision }) =>
  reviewDecision === "CHANGES_REQUESTED"
    ? reason("changes_requested", "A reviewer wants changes.", "Make them, and ask that reviewer again.")
    : undefined;

/** Only where a rule asks for it. */
export const threadsUnresolved: Look = ({ rules, unresolvedThreads: count }) => {
  if (!rules.threadsResolved || count === 0) return undefined;
  const threads = count === 1 ? "1 review thread is" : `${count} review threads are`;
  return reason("threads_unresolved", `${threads} unresolved.`, "Settle them, then resolve_review_threads.");
};

export const queueRequired: Look = ({ rules, queuePosition }) =>
  rules.queue && queuePosition === undefined
    ? reason(
        "queue_required",
        "The base takes merges through its merge queue only.",
        "Put it into the queue on GitHub.",
      )
    : undefined;

export const inQueue: Look = ({ queuePosition: position }) =>
  position === undefined
    ? undefined
    : reason("in_queue", `It stands at place ${position} of the merge queue.`, "Wait for the queue to merge it.");

export const unknown: Look = ({ state, mergeable, status }) =>
  state === "OPEN" && (mergeable === "UNKNOWN" || status === "UNKNOWN")
    ? reason("unknown", "GitHub has not found out yet whether it can be merged.", "Read it again in a few seconds.")
    : undefined;

/** The last resort: GitHub says no, and nothing above says why. */
export function blockedByRule({ status }: ReadinessFacts): Reason | undefined {
  if (status !== "BLOCKED") return undefined;
  return reason(
    "blocked_by_rule",
    "A rule of the base branch refuses the merge.",
    "Ask an admin of the repository which.",
  );
}

function reason(name: ReasonName, sentence: string, fix: string): Reason {
  return { reason: name, sentence, fix };
}
