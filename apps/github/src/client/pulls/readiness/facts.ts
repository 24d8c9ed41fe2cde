import type { Check } from "../../../shape/checks.ts";

/** What readiness is judged by. */
export interface ReadinessFacts {
  state: "OPEN" | "CLOSED" | "MERGED";
  draft: boolean;
  mergeable: "MERGEABLE" | "CONFLICTING" | "UNKNOWN";
  /** GitHub's `mergeStateStatus`, such as BLOCKED or BEHIND. */
  status: string;
  reviewDecision: string | null;
  unresolvedThreads: number;
  /** Undefined outside a merge queue. */
  queuePosition: number | undefined;
  checks: readonly Check[];
  rules: BranchRules;
}

/** What the base branch asks of a merge. Rulesets only: classic protection is for the eyes of admins. */
export interface BranchRules {
  requiredChecks: readonly string[];
  threadsResolved: boolean;
  queue: boolean;
  /** Undefined where any will do. */
  methods: readonly string[] | undefined;
}
