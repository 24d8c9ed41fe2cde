import type { FailureClass } from "../failure-class.ts";
import type { LogLine } from "../log-line.ts";
import {
  ERROR_RULES,
  ERROR_WORD,
  NOTHING,
  RULES,
  type Rule,
  SOMETHING,
  SURVIVED,
  SUSPICIOUS,
  VERDICTS,
  WARNING,
} from "./rules.ts";

/** From here on a line can found a cluster. */
export const HIT = 5;
/** What a framework's own report, or the runner's last word, confirms is worth more than what only looks like an error. */
export const CONFIRMED = 14;

export interface Score {
  readonly score: number;
  /** The job died of this, wherever in the log it is said. */
  readonly verdict: FailureClass | undefined;
}

const NONE: Score = { score: 0, verdict: undefined };

/** The rules stand in falling order of score, so the first that holds is the highest. */
function highest(rules: readonly Rule[], text: string, floor: number): number {
  for (const { score, sign } of rules) {
    if (score <= floor) return floor;
    if (sign.test(text)) return score;
  }
  return floor;
}

/**
 * How much a line looks like the reason of a failure, tempered by what it denies. `text` is the line without the prefix of the build step
 * or task it was printed in.
 */
export function scoreLine(line: LogLine, text: string): Score {
  if (line.kind === "text" && !SUSPICIOUS.test(text)) return NONE;
  if (line.kind === "command" || line.kind === "group" || line.kind === "debug") return NONE;
  for (const [verdict, sign] of VERDICTS) if (sign.test(line.text)) return { score: CONFIRMED + 2, verdict };
  if (line.kind === "warning" || line.kind === "notice") return { score: 2, verdict: undefined };
  let score = line.kind === "error" ? 10 : 0;
  if (ERROR_WORD.test(text)) score = highest(ERROR_RULES, text, score);
  score = highest(RULES, text, score);
  if (score === 0) return NONE;
  if (NOTHING.test(line.text) && !SOMETHING.test(text)) score -= 10;
  if (SURVIVED.test(text)) score -= 5;
  if (line.kind === "text" && WARNING.test(text)) score = Math.min(score, 3);
  return { score, verdict: undefined };
}
