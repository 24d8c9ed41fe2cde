import { verdictOf, type Judged } from "@fairlead/domain/readiness";
import type { ReadinessFacts } from "./facts.ts";
import { impliedBy, LOOKS, unknownStatus } from "./reasons.ts";

/** Reasons that end without anybody doing something. */
const PASSING: ReadonlySet<string> = new Set([
  "pipeline_running",
  "in_train",
  "train_required",
  "unknown",
  "scheduled_later",
]);

const ENDED: Readonly<Record<string, Judged>> = {
  merged: {
    verdict: "merged",
    reasons: [{ reason: "merged", sentence: "It is merged already.", fix: "Nothing is left to do." }],
  },
  closed: {
    verdict: "closed",
    reasons: [{ reason: "closed", sentence: "It is closed.", fix: "Reopen it with update_merge_request." }],
  },
};

/** Judges whether a merge request can be merged, naming every reason that holds. */
export function judge(facts: ReadinessFacts): Judged {
  const ended = ENDED[facts.state];
  if (ended) return ended;
  const shown = LOOKS.flatMap((look) => look(facts) ?? []);
  const known = [...shown, ...[impliedBy(facts, shown)].filter((one) => one !== undefined)];
  const reasons = known.length > 0 ? known : [unknownStatus(facts)].filter((one) => one !== undefined);
  return { verdict: verdictOf(reasons, PASSING), reasons };
}
