/** A broken rule of the house, and what to do about it. */
export interface Problem {
  /** From the repository's root, with forward slashes. */
  readonly file: string;
  /** Counted from 1; absent when it is about the file as a whole. */
  readonly line?: number;
  readonly message: string;
}

export function describeProblem({ file, line, message }: Problem): string {
  return `${file}${line === undefined ? "" : `:${line}`}  ${message}`;
}
