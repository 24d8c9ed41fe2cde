import type { FailureClass } from "./failure-class.ts";
import type { FailedTest } from "./parsers/parser.ts";

export interface Excerpt {
  /** Raw line numbers, both shown. */
  readonly fromLine: number;
  readonly toLine: number;
  /** The lines, clean, one per raw line; long ones end in "…". */
  readonly text: string;
  readonly score: number;
}

/** Why a job failed, as far as its log tells. */
export interface Failures {
  /** Best first. */
  readonly excerpts: readonly Excerpt[];
  readonly tests: readonly FailedTest[];
  readonly class: FailureClass;
  readonly totalLines: number;
  /** The step or section that failed. */
  readonly step?: string;
  /** The log is longer than what is read. */
  readonly truncated?: true;
  /** Error lines that differ from an earlier one in digits only, and found no cluster of their own. */
  readonly repeated?: number;
  /** Places with errors that did not fit. */
  readonly hiddenExcerpts?: number;
  readonly hiddenTests?: number;
}
