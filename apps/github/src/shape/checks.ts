import { z } from "zod";

/** What the checks on a head say. Those that passed are not listed. */
export const Checks = z.object({
  verdict: z.string(),
  failing: z.array(
    z.object({ name: z.string(), conclusion: z.string(), required: z.boolean(), url: z.string().optional() }),
  ),
  pending: z.array(z.object({ name: z.string(), required: z.boolean() })),
});

/** A check of either kind, as GraphQL gives it: a run, or a status of the older API. */
export type GraphqlCheck =
  | {
      kind: "CheckRun";
      name: string;
      status: string;
      conclusion: string | null;
      detailsUrl: string | null;
      isRequired: boolean;
    }
  | { kind: "StatusContext"; context: string; state: string; targetUrl: string | null; isRequired: boolean };

/** A check in one shape. */
export interface Check {
  name: string;
  outcome: "passing" | "failing" | "pending";
  /** GitHub's own word for it. */
  conclusion: string;
  required: boolean;
  url: string | undefined;
  /** It stands for checks that the token may not see. */
  hidden?: boolean;
}

const PASSED = new Set(["SUCCESS", "NEUTRAL", "SKIPPED"]);
const OPEN = new Set(["PENDING", "EXPECTED"]);

export function toCheck(row: GraphqlCheck): Check {
  const { isRequired: required } = row;
  if (row.kind === "StatusContext") {
    return {
      name: row.context,
      outcome: outcomeOf(row.state),
      conclusion: row.state.toLowerCase(),
      required,
      url: row.targetUrl ?? undefined,
    };
  }
  const word = row.conclusion ?? row.status;
  const outcome = row.conclusion === null ? "pending" : PASSED.has(row.conclusion) ? "passing" : "failing";
  return { name: row.name, outcome, conclusion: word.toLowerCase(), required, url: row.detailsUrl ?? undefined };
}

/**
 * One check for all that the token may not see.
 *
 * @param state What GitHub says that all checks together come to.
 */
export function hiddenChecks(count: number, state: string): Check {
  const name = `${count} ${count === 1 ? "check" : "checks"} hidden from this kind of token`;
  return {
    name,
    outcome: outcomeOf(state),
    conclusion: state.toLowerCase(),
    required: false,
    url: undefined,
    hidden: true,
  };
}

function outcomeOf(state: string): Check["outcome"] {
  if (PASSED.has(state)) return "passing";
  return OPEN.has(state) ? "pending" : "failing";
}

export function toChecks(checks: readonly Check[]): z.input<typeof Checks> {
  const failing = checks.filter(({ outcome }) => outcome === "failing");
  const pending = checks.filter(({ outcome }) => outcome === "pending");
  const ended = checks.length === 0 ? "none" : "passing";
  return {
    verdict: failing.length > 0 ? "failing" : pending.length > 0 ? "pending" : ended,
    failing: failing.map(({ name, conclusion, required, url }) => ({ name, conclusion, required, url })),
    pending: pending.map(({ name, required }) => ({ name, required })),
  };
}
