import { verdictOf, type Verdict } from "@fairlead/domain/readiness";
import type { z } from "zod";
import type { Reason, ReasonName, Readiness } from "../../../shape/readiness.ts";
import type { ReadinessFacts } from "./facts.ts";
import * as reasons from "./reasons.ts";

const { blockedByRule, merged, closed, ...others } = reasons;

/** In the order in which they are worth reading. */
const LOOKS = [
  others.draft,
  others.conflicts,
  others.behind,
  others.checksFailing,
  others.checksMissing,
  others.checksPending,
  others.changesRequested,
  others.reviewRequired,
  others.threadsUnresolved,
  others.queueRequired,
  others.inQueue,
  others.unknown,
];

/** Reasons that end without anybody doing something. */
const PASSING = new Set<ReasonName>(["checks_pending", "queue_required", "in_queue", "unknown"]);

/** Judges whether a pull request can be merged, naming every reason that holds. */
export function judge(facts: ReadinessFacts): z.input<typeof Readiness> & { verdict: Verdict; reasons: Reason[] } {
  const ended = merged(facts) ?? closed(facts);
  if (ended) return { verdict: facts.state === "MERGED" ? "merged" : "closed", reasons: [ended] };

  const known = LOOKS.flatMap((look) => look(facts) ?? []);
  const last = known.length === 0 ? blockedByRule(facts) : undefined;
  const all = last ? [last] : known;
  const warnings = facts.checks.flatMap(({ name, required, outcome, conclusion }) =>
    !required && outcome === "failing" ? `${name}: ${conclusion}` : [],
  );
  return { verdict: verdictOf(all, PASSING), reasons: all, ...(warnings.length > 0 && { warnings }) };
}
