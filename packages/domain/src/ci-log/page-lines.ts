/** Consecutive lines of a log. */
export interface LogPage {
  /** Raw line numbers, both shown; 0 when nothing is shown. */
  readonly fromLine: number;
  readonly toLine: number;
  readonly text: string;
  /** Known when the log was read to its end. */
  readonly totalLines?: number;
  /** The first line that was asked for and not shown: read on with a range from here. */
  readonly next?: number;
  /** The log is longer than what is read. */
  readonly truncated?: true;
}

export const charactersOf = (budgetTokens: number): number => Math.max(0, Math.floor(budgetTokens) * 4);
